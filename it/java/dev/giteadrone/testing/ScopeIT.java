package dev.giteadrone.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.RunnerKind;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** How many pairs of servers are started for what, and that none is left; run by JUnit itself. */
final class ScopeIT {
  @BeforeEach
  void forget() {
    ScopeCases.forget();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTopLevelClassHasOnePairWhateverIsInIt(boolean parallel) {
    Run run = Run.of(parallel, ScopeCases.OnTheClass.class);

    assertThat(run.failures()).isEmpty();
    for (String place :
        List.of(
            "constructor",
            "before all",
            "test",
            "parameterized",
            "repeated",
            "factory",
            "nested",
            "nested twice")) {
      assertThat(ScopeCases.seen(place)).as(place).hasSize(1);
    }
    assertThat(ScopeCases.all()).hasSize(1);
    assertNoneRuns();
  }

  @Test
  void aNestedClassWithTheAnnotationHasAPairOfItsOwn() {
    Run run = Run.of(false, ScopeCases.NestedOfItsOwn.class);

    assertThat(run.failures()).isEmpty();
    assertThat(ScopeCases.seen("own")).hasSize(1);
    assertThat(ScopeCases.all()).hasSize(2);
    assertNoneRuns();
  }

  @Test
  void eachFieldHasAPairOfItsOwnForAllTestsOfItsClass() {
    Run run = Run.of(true, ScopeCases.Fields.class);

    assertThat(run.failures()).isEmpty();
    assertThat(ScopeCases.seen("static field")).hasSize(1);
    assertThat(ScopeCases.seen("instance field")).hasSize(1);
    assertThat(ScopeCases.seen("parameter")).hasSize(1);
    assertThat(ScopeCases.all()).hasSize(3);
    assertNoneRuns();
  }

  @Test
  void aFieldIsEnoughAndAlsoWhereOneInstanceServesAllTests() {
    Run run = Run.of(false, ScopeCases.OnlyAnInstanceField.class, ScopeCases.OneInstance.class);

    assertThat(run.failures()).isEmpty();
    assertThat(ScopeCases.seen("instance field")).hasSize(2);
    assertNoneRuns();
  }

  @Test
  void aParameterWhereOnlyAFieldHasTheAnnotationIsRefused() {
    Run run = Run.of(false, ScopeCases.AParameterBesideAField.class);

    assertThat(run.failures())
        .hasSize(2)
        .allSatisfy(failure ->
            assertThat(failure)
                .isInstanceOf(ParameterResolutionException.class)
                .hasMessageContaining("is on the field field of AParameterBesideAField")
                .hasMessageContaining("use the field, or put the annotation on the class"));
    assertThat(ScopeCases.seen("parameter")).isEmpty();
    assertThat(ScopeCases.seen("instance field")).hasSize(1);
    assertNoneRuns();
  }

  @Test
  void aParameterizedClassHasOnePairForAllItsArguments() {
    Run run = Run.of(false, ScopeCases.Parameterized.class);

    assertThat(run.failures()).isEmpty();
    assertThat(ScopeCases.seen("parameterized class")).hasSize(1);
    assertNoneRuns();
  }

  @Test
  void subclassesThatRunInParallelHaveAPairEach() {
    Run run = Run.of(true, ScopeCases.OneSubclass.class, ScopeCases.OtherSubclass.class);

    assertThat(run.failures()).isEmpty();
    assertThat(ScopeCases.seen("OneSubclass")).hasSize(1);
    assertThat(ScopeCases.all()).hasSize(2);
    assertNoneRuns();
  }

  @Test
  void classesOfOneJvmShareAPairByItsName() {
    Run first = Run.of(true, ScopeCases.SharingOne.class, ScopeCases.SharingOther.class);
    Run second = Run.of(false, ScopeCases.SharingOther.class);

    assertThat(Stream.concat(first.failures().stream(), second.failures().stream())).isEmpty();
    assertThat(ScopeCases.seen("shared")).hasSize(1);
    assertThat(runs(ScopeCases.seen("shared").iterator().next())).isTrue();
  }

  @Test
  void nothingIsStartedWhereNobodyAsks() {
    Run run = Run.of(false, ScopeCases.NeverAsked.class);

    assertThat(run.failures()).isEmpty();
    assertThat(ScopeCases.all()).isEmpty();
  }

  @Test
  void theLogsAreReportedWhenATestFails() {
    Run run = Run.of(false, ScopeCases.Failing.class);

    assertThat(run.failures()).hasSize(1);
    assertThat(run.entries())
        .hasEntrySatisfying(
            "gitea-drone.report",
            report -> assertThat(report).contains("PASSED gitea.ready", "PASSED oauth.secret"))
        .hasEntrySatisfying("gitea-drone.log.gitea", log -> assertThat(log).isNotBlank())
        .hasEntrySatisfying("gitea-drone.log.drone", log -> assertThat(log).isNotBlank())
        .containsKey("gitea-drone.servers");
    assertNoneRuns();
  }

  @Test
  void aWrongAnnotationIsOneClearMessageForEachTest() {
    Run run = Run.of(false, ScopeCases.Wrong.class);

    assertThat(run.failures())
        .hasSize(2)
        .allSatisfy(failure ->
            assertThat(failure)
                .hasRootCauseMessage(
                    "reading @WithGiteaDrone: there is no runner; next, name one, such as"
                        + " RunnerKind."
                        + RunnerKind.EXEC));
  }

  private static void assertNoneRuns() {
    assertThat(ScopeCases.all()).isNotEmpty().noneMatch(ScopeIT::runs);
  }

  private static boolean runs(URI url) {
    try (Socket ignored = new Socket(url.getHost(), url.getPort())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** How a run of some test classes ended. */
  private record Run(List<Throwable> failures, Map<String, String> entries) {
    static Run of(boolean parallel, Class<?>... classes) {
      List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
      Map<String, String> entries = new java.util.concurrent.ConcurrentHashMap<>();
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(Stream.of(classes).map(DiscoverySelectors::selectClass).toList())
                  .configurationParameter(
                      "junit.jupiter.execution.parallel.enabled", String.valueOf(parallel))
                  .configurationParameter(
                      "junit.jupiter.execution.parallel.mode.default", "concurrent")
                  .configurationParameter(
                      "junit.jupiter.execution.parallel.config.executor-service",
                      "WORKER_THREAD_POOL")
                  .build(),
              new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                  result.getThrowable().ifPresent(failures::add);
                }

                @Override
                public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
                  entries.putAll(entry.getKeyValuePairs());
                }
              });
      return new Run(failures, entries);
    }
  }
}
