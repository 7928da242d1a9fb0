package dev.giteadrone.report.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No host is lost when reports are joined, whatever the others have. */
class JoinedHostsTest {
  private static final String LONG = "hosts/alpha (https://drone.other.tld)";

  @TempDir Path temporary;

  @Test
  void twoHostsOfOneNameStayTwo() throws IOException {
    Path one = folder("one", Sample.undelivered());
    Path two = folder("two", Sample.again());
    replace(two, "drone.my-domain.tld", "drone.other.tld");

    FleetReport joined = merge(one, two);

    assertThat(joined.hosts()).extracting(HostLine::name).containsExactly("hosts/alpha", LONG);
    assertThat(joined.problems()).isEmpty();
    assertThat(joined.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(HostReportFiles.of(LONG).json(into()))
        .content()
        .contains("drone.other.tld", "\"outcome\" : \"done\"");
    assertThat(merge(two, one, into()).hosts())
        .as("in any order, and again")
        .extracting(HostLine::drone)
        .containsExactlyInAnyOrder(Sample.DRONE, "https://drone.other.tld");
  }

  @Test
  void twoReportsOfOneHostEachStayTwo() throws IOException {
    Path one = single("a", JsonReport.render(Sample.undelivered()));
    Path two =
        single(
            "b",
            JsonReport.render(Sample.again())
                .replace("drone.my-domain.tld", "drone.other.tld")
                .replace("git.my-domain.tld", "git.other.tld"));

    FleetReport joined = merge(one, two);

    assertThat(joined.hosts()).hasSize(2);
    assertThat(joined.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1000000000-12-31T23:59:59.999999999Z",
        "+1000000-01-01T00:00:00Z",
        "1000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z"
      })
  void aReportOfAnImpossibleTimeIsOneProblem(String time) throws IOException {
    Path good = folder("good", Sample.again());
    Path bad = folder("bad", Sample.blank());
    replace(bad, "\"started\" : \"[^\"]+\"", "\"started\" : \"" + time + "\"");

    FleetReport joined = merge(good, bad);

    assertThat(joined.hosts()).extracting(HostLine::name).containsExactly("hosts/alpha");
    assertThat(joined.problems())
        .singleElement()
        .extracting(Problem::seen)
        .asString()
        .contains("is not a time from 1970 to 2200");
    assertThat(into().resolve("report.json")).exists();
  }

  @Test
  void halfALetterIsReplaced() throws IOException {
    Path odd = folder("odd", Sample.undelivered());
    replace(odd, "no build for push", "\\\\ud800 and \\\\udc00 but \\\\ud83d\\\\ude00");

    FleetReport joined = merge(odd);

    assertThat(joined.hosts()).hasSize(1);
    assertThat(Files.readString(into().resolve("report.json")))
        .contains("\ufffd and \ufffd but \ud83d\ude00");
    assertThat(into().resolve("index.html")).exists();
  }

  private FleetReport merge(Path... sources) {
    return FleetMerge.merge(List.of(sources), into(), "gitea-drone 2");
  }

  private Path into() {
    return temporary.resolve("joined");
  }

  private Path single(String folder, String json) throws IOException {
    Path path = Files.createDirectory(temporary.resolve(folder)).resolve("report.json");
    return Files.writeString(path, json);
  }

  private Path folder(String name, RunReport run) {
    Path path = temporary.resolve(name);
    FleetFolder folder = FleetFolder.create(path);
    HostLine line = FleetSample.ran("hosts/alpha", run);
    folder.host(line, Optional.of(run));
    folder.finish(FleetSample.report(Optional.empty(), line));
    return path;
  }

  private static void replace(Path folder, String pattern, String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        Files.writeString(file, Files.readString(file).replaceAll(pattern, text));
      }
    }
  }
}
