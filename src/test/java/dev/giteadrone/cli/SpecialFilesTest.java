package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Server;
import dev.giteadrone.io.Pipes;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pipe or a device in a file's place is refused with the key that names it, not waited for. */
@Timeout(60)
final class SpecialFilesTest {
  private static final String REST =
      """
      gitea: { url: "https://git.my-domain.tld", admin: { username: my-admin } }
      drone: { url: "https://drone.my-domain.tld" }
      """;

  @TempDir Path folder;

  @Test
  void asTheConfiguration() throws Exception {
    Pipes.make(folder.resolve("gitea-drone.yaml"));
    ShellFixture shell = new ShellFixture(folder);

    assertThat(shell.run(SpecialFilesTest::never, "plan")).isEqualTo(2);
    assertThat(shell.err()).contains("a named pipe").contains("--config");
    ShellFixture device = new ShellFixture(folder);
    assertThat(device.run(SpecialFilesTest::never, "plan", "-f", "/dev/zero")).isEqualTo(2);
    assertThat(device.err()).contains("a device").contains("--config");
  }

  @Test
  void asAFileThatTheConfigurationNames() throws Exception {
    Pipes.make(folder.resolve("pipe"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("pipe"));
    Files.createSymbolicLink(folder.resolve("real.yaml"), folder.resolve("later.yaml"));
    for (Map.Entry<String, String> named :
        Map.of(
                "secrets.file",
                "secrets: { file: pipe, layout: file }",
                "secrets.admin",
                "secrets: { file: real.yaml, admin: link }",
                "secrets.runner.file",
                "secrets: { file: real.yaml, runner: { file: pipe, layout: file } }",
                "http.ca",
                "secrets: { file: real.yaml }\nhttp: { ca: pipe }",
                "http.client-certificate.certificate",
                "secrets: { file: real.yaml }\nhttp: { client-certificate: { certificate: link,"
                    + " key: real.key } }",
                "http.client-certificate.key",
                "secrets: { file: real.yaml }\nhttp: { client-certificate: { certificate:"
                    + " real.key, key: /dev/zero } }")
            .entrySet()) {
      Files.writeString(folder.resolve("real.key"), "");
      Files.writeString(folder.resolve("gitea-drone.yaml"), REST + named.getValue());
      ShellFixture shell = new ShellFixture(folder);

      assertThat(shell.run(SpecialFilesTest::never, "plan")).as(named.getKey()).isEqualTo(2);
      assertThat(shell.err())
          .contains(named.getKey())
          .containsPattern("a named pipe, not a regular file|a device, not a regular file")
          .contains("1 problem");
    }
  }

  @Test
  void asTheFileOfCaCert() throws Exception {
    Path pipe = Pipes.make(folder.resolve("pipe"));
    Path large = folder.resolve("large");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(3L * 1024 * 1024 * 1024);
    }
    for (Path file : new Path[] {pipe, Path.of("/dev/zero"), large}) {
      Assertions.assertThatExceptionOfType(Failure.class)
          .isThrownBy(() ->
              new Http(
                  new Server("Gitea", URI.create("https://127.0.0.1:9"), ProblemId.GITEA_READY),
                  new HttpSettings(false, Optional.of(file)),
                  new Timeline(),
                  () -> Deadline.in(Duration.ofSeconds(5))))
          .withMessageContaining(file.toString())
          .withMessageContaining("--ca-cert")
          .withMessageContaining(file.equals(large) ? "3072 MB" : "not a regular file")
          .satisfies(e -> assertThat(e.exitCode().code()).isEqualTo(2));
    }
  }

  @Test
  void aLinkToAFileIsAFile() throws Exception {
    Path real = Files.writeString(folder.resolve("real.yaml"), REST + "secrets: { file: x.yaml }");
    Path link = Files.createSymbolicLink(folder.resolve("gitea-drone.yaml"), real);

    assertThat(ConfigFile.load(link, Map.of()).secrets().host().file().getFileName())
        .hasToString("x.yaml");
  }

  private static dev.giteadrone.report.RunReport never(
      dev.giteadrone.model.plan.Progress progress) {
    throw new AssertionError("no program should run, and tell " + progress);
  }
}
