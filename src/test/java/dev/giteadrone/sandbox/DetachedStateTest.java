package dev.giteadrone.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.sandbox.process.ProcessId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written down of a detached sandbox, and what somebody asks of it. */
class DetachedStateTest {
  private static final DetachedOptions OPTIONS =
      DetachedOptions.any()
          .withRunners(Set.of(RunnerType.EXEC))
          .withProfile(Profile.IPV6)
          .withPorts(Optional.of(3000), Optional.empty());

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() {
    DetachedState state =
        DetachedState.starting(OPTIONS.settled(), "0123", "/srv/a b=c#d\\e")
            .by(new ProcessId(42, "boot/7"))
            .with(DetachedState.GITEA, "http://127.0.0.1:3000")
            .in(DetachedState.Phase.RUNNING);

    DetachedState read = DetachedState.parse(state.text());

    assertThat(read).isEqualTo(state);
    assertThat(read.servers()).isEqualTo("/srv/a b=c#d\\e");
    assertThat(read.process()).contains(new ProcessId(42, "boot/7"));
    assertThat(read.options()).isEqualTo(OPTIONS.settled());
    assertThat(read.phase()).isEqualTo(DetachedState.Phase.RUNNING);
    assertThat(read.isWhole()).isTrue();
    assertThat(read.in(DetachedState.Phase.STOPPED).isWhole()).isTrue();
  }

  @Test
  void aFailureKeepsItsExitCodeAndItsProblem() {
    Failure failure =
        new Failure(
            ExitCode.UNREACHABLE,
            TestProblem.of(
                "sandbox.gitea", "starting gitea", "its log ends:\n  a\n  b", "read it"));

    DetachedState read =
        DetachedState.parse(
            DetachedState.starting(OPTIONS.settled(), "0123", "/srv").failed(failure).text());

    assertThat(read.isWhole()).isFalse();
    assertThat(read.failure())
        .hasValueSatisfying(again -> {
          assertThat(again.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
          assertThat(again.problem()).isEqualTo(failure.problem());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "phase=DANCING", "phase=FAILED\npid=x", "just text"})
  void aFileThatIsDamagedMeansNothingRuns(String text) {
    DetachedState state = DetachedState.parse(text);

    assertThat(state.isAlive()).isFalse();
    assertThat(state.isWhole()).isFalse();
    assertThat(state.phase()).isEqualTo(DetachedState.Phase.FAILED);
    assertThat(state.failure()).isEmpty();
    assertThat(state.options()).isNotNull();
  }

  @Test
  void theStateOfANewerVersionIsRefused() {
    assertThatThrownBy(() -> DetachedState.parse("format=2\nphase=RUNNING").requireKnown("mine"))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(failure.problem().check()).isEqualTo("sandbox.format");
              assertThat(failure.problem().seen()).contains("a newer version of gitea-drone");
              assertThat(failure.problem().next()).contains("sandbox down --name mine");
            });
  }

  @Test
  void theStateOfAVersionBeforeFormatsIsRead() {
    assertThat(DetachedState.parse("phase=RUNNING").requireKnown("mine").phase())
        .isEqualTo(DetachedState.Phase.RUNNING);
    DetachedState own = DetachedState.starting(OPTIONS.settled(), "0123", "/srv");
    assertThat(DetachedState.parse(own.text()).requireKnown("mine")).isEqualTo(own);
  }

  @Test
  void onlyWhatIsAskedForHasToBeTheSame() {
    DetachedOptions has = OPTIONS.settled();

    assertThat(DetachedOptions.any().differencesTo(has)).isEmpty();
    assertThat(OPTIONS.differencesTo(has)).isEmpty();
    assertThat(OPTIONS.withBlank(false).differencesTo(has)).isEmpty();
    assertThat(
            DetachedOptions.any()
                .withRunners(Set.of(RunnerType.EXEC, RunnerType.DOCKER))
                .withProfile(Profile.PLAIN)
                .withPorts(Optional.of(3001), Optional.of(3002))
                .withBlank(true)
                .differencesTo(has))
        .containsExactly(
            "--runners docker,exec (it has exec)",
            "--profile plain (it has ipv6)",
            "--gitea-port 3001 (it has 3000)",
            "--drone-port 3002 (it has none)",
            "--blank (its servers are connected)");
  }

  @Test
  void aProcessIsToldFromALaterOneWithItsNumber() {
    ProcessId own = ProcessId.of(ProcessHandle.current().pid()).orElseThrow();

    assertThat(own.isAlive()).isTrue();
    assertThat(new ProcessId(own.pid(), "another boot/1").isAlive()).isFalse();
    assertThat(ProcessId.of(Long.MAX_VALUE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a/b", "..", "-a", ".locks", "a_b", "ä"})
  void aNameThatCouldBeAnythingElseIsRefused(String name) {
    assertThatThrownBy(() -> DetachedFolder.of(folder, name))
        .isInstanceOf(Failure.class)
        .extracting(e -> ((Failure) e).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void onlyFoldersWithAStateAreSandboxes() throws Exception {
    for (String name : List.of("b", "a", "empty", ".locks", "Other")) {
      Files.createDirectories(folder.resolve(name));
    }
    DetachedState state = DetachedState.starting(OPTIONS.settled(), "0123", "/srv");
    for (String name : List.of("a", "b", "Other")) {
      new DetachedFolder(folder.resolve(name)).write(state);
    }

    assertThat(DetachedFolder.all(folder))
        .extracting(DetachedFolder::name)
        .containsExactly("a", "b");
    assertThat(DetachedFolder.all(folder.resolve("missing"))).isEmpty();
    assertThat(folder.resolve("a/state"))
        .satisfies(file ->
            assertThat(
                    java.nio.file.attribute.PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------"));
  }
}
