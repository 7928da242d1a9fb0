package dev.giteadrone.report.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.ChangedReport;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.JunitXmlReport;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Sample;
import dev.giteadrone.report.html.HtmlReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetMergeTest {
  @TempDir Path temporary;

  @Test
  void shardsBecomeOneReportWithAllPages() throws IOException {
    Path one = shard("one", 1, 2, "hosts/alpha", Sample.blank());
    Path two = shard("two", 2, 2, "hosts/beta", Sample.undelivered());

    FleetReport joined = merge(one, two);

    assertThat(joined.hosts())
        .extracting(HostLine::name)
        .containsExactly("hosts/beta", "hosts/alpha");
    assertThat(joined.problems()).isEmpty();
    assertThat(joined.shard()).isEmpty();
    assertThat(joined.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(joined.version()).isEqualTo("gitea-drone 2");
    assertThat(FleetFolder.last(into())).contains(joined);
    assertThat(HostReportFiles.of("hosts/beta").html(into()))
        .hasContent(HtmlReport.renderOneOf(Sample.undelivered(), "hosts/beta"));
    assertThat(into().resolve("index.html")).exists();
    assertThat(Files.readString(into().resolve("report.xml")))
        .contains("<testsuites tests=\"")
        .contains("name=\"gitea-drone bootstrap hosts/alpha\"")
        .contains("name=\"gitea-drone bootstrap hosts/beta\"");
  }

  @Test
  void eachMissingShardIsAProblemOfTheWhole() throws IOException {
    FleetReport joined = merge(shard("two", 2, 3, "hosts/beta", Sample.blank()));

    assertThat(joined.problems())
        .extracting(Problem::check, Problem::seen)
        .containsExactly(
            tuple("fleet.shard", "shard 1/3 has no report"),
            tuple("fleet.shard", "shard 3/3 has no report"));
    assertThat(joined.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(Files.readString(into().resolve("index.html"))).contains("shard 1/3 has no report");
    assertThat(Files.readString(into().resolve("report.xml"))).contains("shard 3/3 has no report");
  }

  @Test
  void aShardThatWasMissingCompletesAnEarlierJoin() throws IOException {
    Path one = shard("one", 1, 2, "hosts/alpha", Sample.blank());
    Path two = shard("two", 2, 2, "hosts/beta", Sample.blank());
    FleetReport half = merge(one);
    Path kept = temporary.resolve("kept");
    Files.move(into(), kept);

    assertThat(half.problems()).hasSize(1);
    assertThat(FleetMerge.merge(List.of(kept, one, two), into(), "v").problems()).isEmpty();
    assertThat(FleetMerge.merge(List.of(kept), into(), "v").problems()).isEqualTo(half.problems());
  }

  @Test
  void shardsOfDifferentRunsAreAProblem() throws IOException {
    FleetReport joined =
        merge(
            shard("one", 1, 1, "hosts/alpha", Sample.blank()),
            shard("two", 2, 2, "hosts/beta", Sample.blank()));

    assertThat(joined.problems())
        .extracting(Problem::seen)
        .containsExactly(
            "the reports are of different runs, one of 1 and one of 2 shards",
            "shard 1/2 has no report");
    assertThat(joined.hosts()).hasSize(2);
  }

  @Test
  void ofAHostInTwoReportsTheRunThatStartedLastCounts() throws IOException {
    RunReport later = at(Sample.blank(), Instant.parse("2026-02-02T00:00:00Z"));
    Path old = folder("old", Optional.empty(), "hosts/alpha", Sample.undelivered());
    Path young = folder("young", Optional.empty(), "hosts/alpha", later);

    for (List<Path> order : List.of(List.of(old, young), List.of(young, old))) {
      FleetReport joined = FleetMerge.merge(order, into(), "v");
      assertThat(joined.hosts()).extracting(HostLine::exitCode).containsExactly(ExitCode.DONE);
      assertThat(HostReportFiles.of("hosts/alpha").json(into()))
          .hasContent(JsonReport.render(later));
    }
  }

  @Test
  void aZipFileIsReadAsItsFolder() throws IOException {
    Path one = shard("one", 1, 2, "hosts/alpha", Sample.blank());
    Path two = shard("two", 2, 2, "hosts/beta", Sample.blank());
    Path flat = zip("flat.zip", one, "");
    Path nested = zip("nested.zip", two, "report/");

    FleetReport joined = merge(flat, nested);

    assertThat(joined.problems()).isEmpty();
    assertThat(joined.hosts()).hasSize(2);
    assertThat(HostReportFiles.of("hosts/beta").json(into()))
        .hasContent(JsonReport.render(Sample.blank()));
  }

  @Test
  void theReportOfOneHostTakesTheNameThatOthersKnow() throws IOException {
    RunReport later = at(Sample.blank(), Instant.parse("2026-02-02T00:00:00Z"));
    Path known = folder("known", Optional.empty(), "hosts/alpha", Sample.undelivered());
    Path single = Files.writeString(temporary.resolve("run.json"), JsonReport.render(later));

    assertThat(merge(single, known).hosts())
        .extracting(HostLine::name, HostLine::exitCode)
        .containsExactly(tuple("hosts/alpha", ExitCode.DONE));
    assertThat(merge(single).hosts()).extracting(HostLine::name).containsExactly("run");
  }

  @Test
  void suitesOfOtherProgramsAreCopied() throws IOException {
    Path passed =
        xml("passed.xml", JunitXmlReport.render(Sample.again()).replace("gitea-drone", "other"));
    Path failed =
        xml(
            "failed.XML",
            "<testsuite name='a &amp; b'><testcase name='x'><failure message='m'/></testcase>"
                + "<testcase name='y'><system-out><![CDATA[<b>]]></system-out></testcase>"
                + "</testsuite>");
    Path known = folder("known", Optional.empty(), "hosts/alpha", Sample.again());

    FleetReport joined = merge(known, passed, failed);

    assertThat(joined.problems())
        .extracting(Problem::seen)
        .containsExactly("1 of its 2 test cases did not pass");
    String report = Files.readString(into().resolve("report.xml"));
    assertThat(report)
        .contains("name=\"other bootstrap\"", "name=\"a &amp; b\"", "<failure message=\"m\"");
    JunitFile whole = JunitFile.read(into().resolve("report.xml"));
    assertThat(report)
        .startsWith(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"%d\" failures=\"%d\""
                .formatted(whole.totals().tests(), whole.totals().failures()));
  }

  @Test
  void whatCannotBeJoinedIsNamedAndTheRestIsJoined() throws IOException {
    Path good = folder("good", Optional.empty(), "hosts/alpha", Sample.blank());
    Path newer = folder("newer", Optional.empty(), "hosts/beta", Sample.blank());
    Path json = newer.resolve("report.json");
    Files.writeString(json, Files.readString(json).replace("\"schema\" : 2", "\"schema\" : 3"));
    Path other = folder("other", Optional.empty(), "hosts/gamma", Sample.blank());
    json = other.resolve("report.json");
    Files.writeString(json, Files.readString(json).replace("\"bootstrap\"", "\"plan\""));
    Path lost = folder("lost", Optional.empty(), "hosts/delta", Sample.blank());
    Files.delete(HostReportFiles.of("hosts/delta").json(lost));
    Path entities =
        xml(
            "entities.xml",
            "<!DOCTYPE t [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><testsuite>&e;</testsuite>");

    FleetReport joined =
        merge(
            good,
            temporary.resolve("none"),
            newer,
            other,
            lost,
            xml("text.txt", "x"),
            xml("broken.zip", "x"),
            xml("broken.xml", "<testsuites><testsuite>"),
            xml("page.xml", "<html/>"),
            entities,
            hostileZip("up.zip", "../report.json"));

    assertThat(joined.hosts())
        .extracting(HostLine::name)
        .containsExactly("hosts/alpha", "hosts/delta");
    assertThat(joined.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(joined.problems())
        .allSatisfy(problem -> assertThat(problem.next()).isNotEmpty())
        .extracting(
            problem -> problem.summary().replace(temporary + "/", "") + ": " + problem.seen())
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).isEqualTo("reading the report none: there is no such file"),
            text ->
                assertThat(text)
                    .isEqualTo(
                        "reading the report newer/report.json: its schema is 3, and this version"
                            + " reads schema 2"),
            text ->
                assertThat(text)
                    .isEqualTo(
                        "joining other: it is a report of plan, and the others are of bootstrap"),
            text ->
                assertThat(text)
                    .isEqualTo("joining the report of hosts/delta in lost: there is no such file"),
            text -> assertThat(text).startsWith("joining text.txt: it is no folder of a report"),
            text -> assertThat(text).startsWith("joining broken.zip: it is not a ZIP file"),
            text -> assertThat(text).startsWith("joining broken.xml: it is not XML"),
            text -> assertThat(text).contains("page.xml: it is XML with the root html"),
            text -> assertThat(text).contains("entities.xml: it has a document type"),
            text -> assertThat(text).startsWith("joining up.zip: it is not a ZIP file"));
    assertThat(temporary.resolve("report.json")).doesNotExist();
    assertThat(Files.readString(into().resolve("report.xml"))).doesNotContain("root:");
  }

  @Test
  void nothingToJoinIsAReportOfItsProblems() {
    FleetReport joined = merge(temporary.resolve("none"));

    assertThat(joined.hosts()).isEmpty();
    assertThat(joined.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(into().resolve("index.html")).exists();
  }

  @Test
  void aHostWithoutARunKeepsItsLine() throws IOException {
    HostLine refused =
        FleetSample.refused("hosts/x", TestProblem.of("config.syntax", "reading x", "y", "z"));
    Path source = temporary.resolve("source");
    FleetFolder.create(source).finish(FleetSample.report(refused));

    assertThat(merge(source).hosts()).containsExactly(refused);
    assertThat(Files.readString(into().resolve("report.xml")))
        .contains("<error message=\"reading x\" type=\"config.syntax\">");
  }

  private FleetReport merge(Path... sources) {
    return FleetMerge.merge(List.of(sources), into(), "gitea-drone 2");
  }

  private Path into() {
    return temporary.resolve("joined");
  }

  private Path shard(String name, int index, int count, String host, RunReport run) {
    return folder(name, Optional.of(new Shard(index, count)), host, run);
  }

  private Path folder(String name, Optional<Shard> shard, String host, RunReport run) {
    Path path = temporary.resolve(name);
    FleetFolder folder = FleetFolder.create(path);
    HostLine line = FleetSample.ran(host, run);
    folder.host(line, Optional.of(run));
    folder.finish(FleetSample.report(shard, line));
    return path;
  }

  private Path xml(String name, String text) throws IOException {
    return Files.writeString(temporary.resolve(name), text);
  }

  private Path zip(String name, Path folder, String prefix) throws IOException {
    Path zip = temporary.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(prefix + folder.relativize(file)));
        Files.copy(file, out);
      }
    }
    return zip;
  }

  private Path hostileZip(String name, String entry) throws IOException {
    Path zip = temporary.resolve(name);
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry(entry));
      out.write("{}".getBytes(StandardCharsets.UTF_8));
    }
    return zip;
  }

  private static RunReport at(RunReport run, Instant started) {
    return ChangedReport.of(run).started(started).build();
  }
}
