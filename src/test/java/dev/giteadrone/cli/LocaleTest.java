package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process without a locale, as cron and systemd start it, and names that are not ASCII. */
final class LocaleTest {
  private static final String CONFIG =
      """
      gitea:
        url: http://127.0.0.1:1
        admin: { username: my-admin }
      drone:
        url: http://127.0.0.1:2
      secrets:
        file: .secrets/drone.yaml
      deploy:
        command: [./deploy]
      """;

  @TempDir Path folder;

  private record Ended(int code, String err) {}

  @Test
  void anArgumentThatCannotBeReadIsRefusedBeforeAnythingElse() throws Exception {
    Ended ended = run("$PROGRAM plan --config k\u00f6ln.yaml");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .contains("ln.yaml has letters that this locale lacks (ANSI_X3.4-1968)", "LC_ALL=C.UTF-8");
  }

  @Test
  void aWorkingDirectoryThatCannotBeReadIsRefused() throws Exception {
    Ended ended = run("mkdir k\u00f6ln && cd k\u00f6ln && $PROGRAM bootstrap");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("its path has letters that this locale lacks");
  }

  @Test
  void aVariableThatNamesAFileIsRefusedAndOthersAreNot() throws Exception {
    Ended ended = run("SOPS_AGE_KEY_FILE=k\u00f6ln.txt $PROGRAM plan");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("reading the variable SOPS_AGE_KEY_FILE");

    Ended other = run("GIT_AUTHOR_NAME=K\u00f6ln $PROGRAM plan");
    assertThat(other.err()).contains("gitea-drone.yaml").doesNotContain("letters");
  }

  @Test
  void aCommandOrFileOfTheConfigurationIsRefusedBeforeAnythingIsChanged() throws Exception {
    Ended command = configured(CONFIG.replace("./deploy", "./depl\u00e4y"));
    assertThat(command.code()).isEqualTo(2);
    assertThat(command.err())
        .contains("gitea-drone.yaml:9 deploy.command: letters that this locale lacks");

    Ended file = configured(CONFIG.replace("drone.yaml", "dr\u00f6ne.yaml"));
    assertThat(file.code()).isEqualTo(2);
    assertThat(file.err())
        .contains("gitea-drone.yaml:7 secrets.file: letters that this locale lacks");

    Ended ca = configured(CONFIG + "http:\n  ca: c\u00e4.pem\n");
    assertThat(ca.code()).isEqualTo(2);
    assertThat(ca.err()).contains("http.ca: letters that this locale lacks");
  }

  @Test
  void childrenGetOtherVariablesUnchanged() throws Exception {
    Ended ended =
        run("GIT_AUTHOR_NAME=K\u00f6ln $JAVA " + Inheriting.class.getName() + " printenv");

    assertThat(ended.err()).contains("GIT_AUTHOR_NAME=K\u00f6ln");
  }

  private Ended configured(String text) throws Exception {
    Files.writeString(folder.resolve("gitea-drone.yaml"), text);
    return run("$PROGRAM plan");
  }

  /** Runs a line of shell; a file has it, since this process may have no locale either. */
  private Ended run(String line) throws Exception {
    Path script = Files.writeString(folder.resolve("line.sh"), line + "\n");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder("sh", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(err.toFile());
    String java =
        Path.of(System.getProperty("java.home"), "bin", "java")
            + " -XX:TieredStopAtLevel=1 -cp "
            + System.getProperty("java.class.path");
    Map<String, String> environment = builder.environment();
    environment.put("LC_ALL", "C");
    environment.put("JAVA", java);
    environment.put("PROGRAM", java + " " + Main.class.getName());
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    environment.put("GITEA_DRONE_SOPS", "/usr/bin/true");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), text(err));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
