package dev.giteadrone.doctor;

import static dev.giteadrone.doctor.Machines.program;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.doctor.Finding.Status;
import dev.giteadrone.io.FileNameEncoding;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramsTest {
  @TempDir private Path folder;

  @Test
  void versionsAreShownWithThePaths() throws Exception {
    Path git = program(folder, "git", "echo git version 2.39.5");
    Path ssh = program(folder, "ssh", "echo 'OpenSSH_9.2p1 Debian-2, OpenSSL 3.0' >&2");
    Path sops = program(folder, "sops", "echo sops 3.13.3");
    Programs programs = new Programs(Machines.with(folder, Map.of()));

    assertThat(programs.git()).isEqualTo(Finding.ok("git", "2.39.5, " + git));
    assertThat(programs.ssh()).isEqualTo(Finding.ok("ssh", "9.2p1, " + ssh));
    assertThat(programs.sops()).isEqualTo(Finding.ok("sops", "3.13.3, " + sops));
  }

  @Test
  void aSopsThatIsTooOldOrMissingIsBad() throws Exception {
    Path old = program(folder, "sops", "echo sops 3.10.9");
    Programs programs = new Programs(Machines.with(folder, Map.of()));
    assertThat(programs.sops().text()).isEqualTo("3.10.9, " + old + ": too old");
    assertThat(programs.sops().status()).isEqualTo(Status.BAD);
    assertThat(programs.sops().next()).contains("3.11");

    Map<String, String> nowhere = Map.of("GITEA_DRONE_SOPS", "/nowhere/sops");
    Finding missing = new Programs(Machines.with(folder, nowhere)).sops();
    assertThat(missing.text()).isEqualTo("not found (/nowhere/sops)");
    assertThat(missing.status()).isEqualTo(Status.BAD);
  }

  @Test
  void aSopsThatSaysSomethingElseIsAWarning() throws Exception {
    program(folder, "sops", "exit 1");
    assertThat(new Programs(Machines.with(folder, Map.of())).sops().status())
        .isEqualTo(Status.WARNING);
  }

  @Test
  void withoutGitThereIsAWarningAndWithoutSshThereIsNone() {
    Programs programs = new Programs(Machines.with(folder, Map.of()));
    assertThat(programs.git().status()).isEqualTo(Status.WARNING);
    assertThat(programs.ssh().status()).isEqualTo(Status.SKIPPED);
  }

  @Test
  void onlyUtf8IsGoodForFileNames() {
    assertThat(FileNames.encoding(new FileNameEncoding("UTF-8")).status()).isEqualTo(Status.OK);
    assertThat(FileNames.encoding(new FileNameEncoding("utf8")).status()).isEqualTo(Status.OK);
    for (String other : new String[] {"ANSI_X3.4-1968", "ISO-8859-15", "no such one", "unknown"}) {
      assertThat(FileNames.encoding(new FileNameEncoding(other)).status())
          .as(other)
          .isEqualTo(Status.WARNING);
    }
  }

  @Test
  void dockerIsNeverAProblem() throws Exception {
    Machine machine = Machines.with(folder, Map.of());
    assertThat(DockerCheck.of(machine).text()).startsWith("not installed");
    program(folder, "docker", "echo 'permission denied while trying to connect' >&2; exit 1");
    assertThat(DockerCheck.of(machine))
        .extracting(Finding::status, Finding::text)
        .containsExactly(
            Status.SKIPPED,
            "this user may not use the daemon; only a sandbox's docker runner needs it");
    program(folder, "docker", "echo 'Cannot connect' >&2; exit 1");
    assertThat(DockerCheck.of(machine).text()).startsWith("no daemon answers");
    program(folder, "docker", "[ \"$1\" = version ] && echo 27.5.1");
    assertThat(DockerCheck.of(machine))
        .isEqualTo(Finding.ok("docker", "27.5.1, the daemon answers"));
  }
}
