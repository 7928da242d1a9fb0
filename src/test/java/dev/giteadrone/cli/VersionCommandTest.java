package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionCommandTest {
  @TempDir Path folder;

  @Test
  void javaAndSystemAreNamedOnStandardOutput() throws IOException {
    assertThat(version(sops("echo sops 3.13.3")))
        .startsWith("gitea-drone ")
        .contains("  commit  unknown\n", "  Java    " + System.getProperty("java.version"))
        .contains(System.getProperty("java.home"), System.getProperty("os.arch"));
  }

  @Test
  void theSopsThatARunWouldUseIsNamedWithItsVersion() throws IOException {
    assertThat(version(sops("echo 'sops 3.13.3 (latest)'")))
        .contains("  sops    3.13.3, " + folder.resolve("sops") + "\n");
  }

  @Test
  void sopsIsNotLetToAskTheNetworkForANewerVersion() throws IOException {
    assertThat(version(sops("echo sops 1.2.3-$SOPS_DISABLE_VERSION_CHECK"))).contains("1.2.3-true");
  }

  @Test
  void aSopsThatAnswersSomethingElseIsStillShown() throws IOException {
    assertThat(version(sops("exit 1")))
        .contains("  sops    unknown version, " + folder.resolve("sops") + "\n");
  }

  @Test
  void aMissingSopsIsNamedWithWhatToDo() {
    assertThat(version(Path.of("/nowhere/sops")))
        .contains("  sops    not found (/nowhere/sops); install sops 3.11 or newer");
  }

  private Path sops(String script) throws IOException {
    Path program = folder.resolve("sops");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  private String version(Path sops) {
    ShellFixture shell = new ShellFixture(folder);
    shell.environment = Map.of("GITEA_DRONE_SOPS", sops.toString(), "PATH", "/usr/bin:/bin");
    int code =
        shell.run(
            progress -> {
              throw new AssertionError("no program should run");
            },
            "version");
    assertThat(code).isZero();
    assertThat(shell.err()).isEmpty();
    return shell.out();
  }
}
