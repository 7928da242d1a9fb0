package dev.giteadrone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.doctor.Finding.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SshCheckTest {
  @TempDir private Path folder;

  @Test
  void nothingButTrueIsRunOnTheHost() throws Exception {
    Path ssh = Machines.program(folder, "ssh", "printf '%s\\n' \"$@\" >" + folder + "/arguments");
    Finding found = of(ssh.toString(), "-p", "22", "-o", "X=hush", "me@host", "sudo", "gitea");

    assertThat(found.status()).isEqualTo(Status.OK);
    assertThat(found.text()).isEqualTo(ssh + " -p 22 me@host logs in");
    assertThat(Files.readAllLines(folder.resolve("arguments")))
        .containsExactly("-p", "22", "-o", "X=hush", "me@host", "true");
  }

  @Test
  void aHostThatAllowsOnlySomeCommandsIsGood() throws Exception {
    Path ssh = Machines.program(folder, "ssh", "exit 2");
    assertThat(of(ssh.toString(), "host"))
        .extracting(Finding::status, Finding::text)
        .containsExactly(
            Status.OK,
            ssh + " host logs in; the host allows only some commands (true ended with 2)");
  }

  @Test
  void aRefusedLoginIsBadAndSaysWhatToTry() throws Exception {
    Path ssh =
        Machines.program(
            folder, "ssh", "echo 'me@host: Permission denied (publickey).' >&2; exit 255");
    Finding found = of(ssh.toString(), "me@host", "gitea");

    assertThat(found.status()).isEqualTo(Status.BAD);
    assertThat(found.text()).startsWith(ssh + " me@host: the host refuses the login");
    assertThat(found.next()).contains(ssh + " me@host true");
  }

  @Test
  void otherProgramsAreOnlyLookedFor() throws Exception {
    Path sudo = Machines.program(folder, "sudo", "touch " + folder + "/was-run");
    Finding found = of("sudo", "-u", "gitea", "gitea");
    assertThat(found.status()).isEqualTo(Status.OK);
    assertThat(sudo.resolveSibling("was-run")).doesNotExist();

    assertThat(of("doas", "gitea").status()).isEqualTo(Status.BAD);
    assertThat(of("./here", "gitea").status()).isEqualTo(Status.BAD);
    assertThat(of().status()).isEqualTo(Status.SKIPPED);
  }

  private Finding of(String... prefix) {
    return new SshCheck(Machines.with(folder, Map.of())).of(List.of(prefix), folder);
  }
}
