package dev.giteadrone.fleet.kept;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.giteadrone.gitea.packages.GenericPackage;
import dev.giteadrone.gitea.packages.PackageFiles;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.ScriptedServer;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.report.fleet.Shard;
import dev.giteadrone.time.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reports on the way to Gitea and back, with servers that are large, slow, or not Gitea. */
@Timeout(120)
class KeptFilesTest {
  private static final int MIB = 1024 * 1024;
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Each test starts its own.
  private ScriptedServer server;

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void aReportAboveTheUsualLimitOfAnswersIsFetched() throws IOException {
    start(got -> zip(40, ""));

    reports(60).fetch(1, into(), in(60), Progress.SILENT);

    assertThat(into().resolve("shard-1-of-1.zip")).hasSize(ZIP.length + 40L * MIB);
    assertThat(server.received()).hasSize(1);
    assertThat(into()).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void anAnswerThatExpandsBeyondTheLimitIsNamedAndAskedForOnce() throws IOException {
    byte[] small = gzip(300);
    start(got ->
        (at, out) -> {
          head(out, small.length, "Content-Encoding: gzip\r\n");
          out.write(small);
          out.flush();
          return true;
        });

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> reports(20).fetch(1, into(), in(20), Progress.SILENT))
        .withMessageContaining("larger than this program accepts");
    assertThat(server.received()).hasSize(1);
    assertThat(into()).isEmptyDirectory();
  }

  @Test
  void aDownloadThatBreaksOffIsRepeatedAndLeavesNoPart() throws IOException {
    start(got ->
        got.number() == 1
            ? (at, out) -> {
              head(out, 10 * MIB, "");
              out.write(ZIP);
              out.flush();
              return false;
            }
            : zip(1, ""));

    reports(60).fetch(1, into(), in(60), Progress.SILENT);

    assertThat(into().resolve("shard-1-of-1.zip")).hasSize(ZIP.length + (long) MIB);
    assertThat(server.received()).hasSize(2);
    assertThat(into()).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void anEndlessLineInTheMiddleOfADownloadIsNotReadToItsEnd() throws IOException {
    start(got ->
        (at, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nPK\3\4\r\n2;x="
                  .getBytes(UTF_8));
          byte[] line = "x".repeat(65_536).getBytes(UTF_8);
          while (true) {
            out.write(line);
          }
        });

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> reports(20).fetch(1, into(), in(20), Progress.SILENT))
        .withMessageContaining("larger than this program accepts");
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void aServerThatNeverAnswersAnUploadIsLeftAtTheTimeLimit() throws IOException {
    start(got -> ScriptedServer.after(60_000, ScriptedServer.html("")));
    long start = System.nanoTime();

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> reports(2).keep(report(), Optional.empty()))
        .withMessageContaining("no answer in time")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aPageOfAnotherProgramIsNoReport() throws IOException {
    start(got -> ScriptedServer.html("Sign in"));

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> reports(20).fetch(1, into(), in(20), Progress.SILENT))
        .withMessageContaining("200")
        .withMessageContaining("text/html")
        .withMessageContaining("not a ZIP")
        .satisfies(KeptFilesTest::isOfReports);
    assertThat(server.received()).hasSize(1);
    assertThat(into()).isEmptyDirectory();
  }

  @Test
  void aPageOfAnotherProgramDoesNotKeepAReport() throws IOException {
    start(got -> ScriptedServer.html("Sign in"));

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> reports(20).keep(report(), Optional.of(new Shard(1, 2))))
        .withMessageContaining("200")
        .withMessageContaining("text/html")
        .satisfies(KeptFilesTest::isOfReports);
    assertThat(server.count("PUT")).isEqualTo(1);
  }

  private static void isOfReports(Failure e) {
    assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(e.problem().check()).isEqualTo("report.kept");
  }

  private void start(Function<ScriptedServer.Received, ScriptedServer.Reply> script)
      throws IOException {
    server = ScriptedServer.start(script);
  }

  private static ScriptedServer.Reply zip(int mebibytes, String headers) {
    return (at, out) -> {
      head(out, ZIP.length + mebibytes * MIB, headers);
      out.write(ZIP);
      byte[] part = new byte[MIB];
      for (int i = 0; i < mebibytes; i++) {
        out.write(part);
      }
      out.flush();
      return true;
    };
  }

  private static void head(OutputStream out, int length, String headers) throws IOException {
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(length, headers)
            .getBytes(UTF_8));
  }

  private static byte[] gzip(int mebibytes) throws IOException {
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    try (OutputStream zipped = new GZIPOutputStream(small)) {
      zipped.write(ZIP);
      byte[] part = new byte[MIB];
      for (int i = 0; i < mebibytes; i++) {
        zipped.write(part);
      }
    }
    return small.toByteArray();
  }

  private Path into() {
    return folder.resolve("shards");
  }

  private Path report() throws IOException {
    Path report = Files.createDirectories(folder.resolve("report"));
    Files.writeString(report.resolve("report.json"), "{}");
    return report;
  }

  private static Deadline in(int seconds) {
    return Deadline.in(Duration.ofSeconds(seconds));
  }

  private KeptReports reports(int seconds) {
    return new KeptReports(
        new PackageFiles(
            GenericPackage.parse(server.url() + "/api/packages/ops/generic/hosts/17"),
            Secret.of("t0k3n-of-ops"),
            new HttpSettings(false, Optional.empty(), Duration.ofMinutes(5)),
            in(seconds)));
  }
}
