package dev.giteadrone.report.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.OutputSchema;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetFolderTest {
  private static final Problem UNREADABLE =
      TestProblem.of("config.syntax", "reading hosts/gamma.yaml", "line 3: no value", "edit it");

  @TempDir Path temporary;

  @Test
  void theLastReportIsTheOneThatWasWritten() {
    FleetReport report =
        FleetSample.report(
            Optional.of(new Shard(2, 3)),
            FleetSample.ran("hosts/alpha", Sample.blank()),
            FleetSample.ran("hosts/beta", Sample.undelivered()),
            FleetSample.refused("hosts/gamma", UNREADABLE));
    FleetFolder folder = FleetFolder.create(temporary.resolve("new/report"));

    folder.finish(report);

    assertThat(FleetFolder.last(folder.folder())).contains(report);
  }

  @Test
  void aNewFolderHasNoLastReport() {
    assertThat(FleetFolder.last(FleetFolder.create(temporary).folder())).isEmpty();
    assertThat(FleetFolder.last(temporary.resolve("other"))).isEmpty();
  }

  @Test
  void theReportOfAHostIsThereBeforeTheRunEnds() throws IOException {
    FleetFolder folder = FleetFolder.create(temporary);
    HostLine host = FleetSample.ran("hosts/alpha", Sample.blank());

    folder.host(host, Optional.of(Sample.blank()));

    HostReportFiles files = HostReportFiles.of("hosts/alpha");
    assertThat(files.json(temporary)).hasContent(JsonReport.render(Sample.blank()));
    assertThat(Files.readString(files.html(temporary))).contains("Gitea and Drone work together.");
  }

  @Test
  void filesOfHostsThatAreGoneAreRemovedAndOthersAreKept() throws IOException {
    FleetFolder folder = FleetFolder.create(temporary);
    Path own = Files.writeString(temporary.resolve("hosts/mine.json"), "{}");
    Files.writeString(HostReportFiles.of("hosts/of-a-killed-run").html(temporary), "");
    FleetReport two = FleetSample.two();
    two.hosts().forEach(host -> folder.host(host, Optional.of(Sample.blank())));
    folder.finish(two);

    FleetFolder.create(temporary)
        .finish(FleetSample.report(FleetSample.ran("hosts/alpha", Sample.blank())));

    assertThat(names(temporary.resolve("hosts")))
        .containsExactlyInAnyOrder(
            own.getFileName().toString(),
            HostReportFiles.of("hosts/alpha").slug() + ".json",
            HostReportFiles.of("hosts/alpha").slug() + ".html");
  }

  @Test
  void namesOfHostsAreSafeAndNeverShareAFile() {
    List<String> slugs =
        Stream.of(
                "hosts/a",
                "hosts-a",
                "hosts/A",
                "../../etc/passwd",
                "a b\n<é>",
                ".",
                "x".repeat(300))
            .map(name -> HostReportFiles.of(name).slug())
            .toList();

    assertThat(slugs)
        .doesNotHaveDuplicates()
        .allSatisfy(slug -> assertThat(slug).matches("[a-z0-9-][a-z0-9.-]{0,80}"));
    assertThat(slugs.getFirst()).startsWith("hosts-a-");
  }

  @Test
  void theReportIsWhatThePublishedSchemaSays() throws IOException {
    OutputSchema schema = new OutputSchema();
    for (FleetReport report :
        List.of(
            FleetSample.failing(),
            FleetSample.hostile(),
            FleetSample.report(Optional.of(new Shard(2, 3))))) {
      assertThat(schema.problemsOfFleet(FleetJson.render(report))).isEmpty();
    }
    assertThat(
            schema.problemsOfFleet(
                FleetJson.render(FleetSample.two()).replace("\"name\"", "\"x\"")))
        .isNotEmpty();
  }

  @Test
  void theJunitXmlHasASuiteForEachHostWhateverItsName() throws IOException {
    FleetFolder folder = FleetFolder.create(temporary);
    FleetReport report = FleetSample.hostile();
    report.hosts().stream()
        .filter(host -> host.status() == HostLine.Status.RAN)
        .forEach(host -> folder.host(host, Optional.of(Sample.hostile())));
    folder.finish(report);

    JunitFile written = JunitFile.read(temporary.resolve("report.xml"));
    assertThat(written.suites().split("<testsuite ", -1))
        .hasSize(1 + report.hosts().size() + report.problems().size());
    assertThat(written.totals()).isEqualTo(new JunitTotals(2 + 2 + 2 * 3, 0, 2 + 2 + 2 * 2, 0));
    assertThat(FleetFolder.last(temporary)).contains(report);
  }

  @Test
  void reportsOfManyHostsAreWrittenSideBySide() {
    FleetFolder folder = FleetFolder.create(temporary);
    RunReport run = Sample.blank();
    List<HostLine> hosts =
        IntStream.range(0, 300).mapToObj(i -> FleetSample.ran("hosts/" + i, run)).toList();

    hosts.parallelStream().forEach(host -> folder.host(host, Optional.of(run)));
    folder.finish(FleetSample.report(hosts.toArray(HostLine[]::new)));

    assertThat(JunitFile.read(temporary.resolve("report.xml")).totals().tests())
        .isEqualTo(300 * (4 + run.checks().size()));
  }

  @Test
  void aFileInThePlaceOfTheFolderIsAClearFailure() throws IOException {
    Path file = Files.writeString(temporary.resolve("report"), "");

    assertThatThrownBy(() -> FleetFolder.create(file))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("this is a file, and the report of several hosts is a folder");
  }

  @Test
  void aLastReportOfAnotherSchemaIsAClearFailure() throws IOException {
    Files.writeString(temporary.resolve("report.json"), "{\"schema\": 3, \"kind\": \"fleet\"}");

    assertThatThrownBy(() -> FleetFolder.last(temporary))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("report.json")
        .hasMessageContaining("its schema is 3, and this version reads schema 2");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
