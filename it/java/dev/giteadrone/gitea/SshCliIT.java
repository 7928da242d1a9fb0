package dev.giteadrone.gitea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.servers.ShellScript;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real ssh, and a real sshd, in the way to Gitea's command line. */
final class SshCliIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  private static SshHost host;
  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    host = SshHost.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    host.close();
  }

  @Test
  void aClosedPortIsAHostThatIsNotReached() throws Exception {
    Failure failure = failure(host.closed());

    nothingDone(failure, ExitCode.UNREACHABLE, "refused");
    assertThat(failure.problem().summary())
        .contains("creating the administrator chief by ssh ", "@127.0.0.1")
        .doesNotContain("IdentitiesOnly", "gitea-drone-admin");
    assertThat(failure.problem().next()).contains("ssh -F /dev/null -p ", "@127.0.0.1 true");
  }

  @Test
  void aNameThatDoesNotExistIsSaid() {
    List<String> elsewhere = new ArrayList<>(host.prefix());
    elsewhere.set(elsewhere.size() - 1, "deploy@no-such-host.invalid");

    nothingDone(failure(elsewhere), ExitCode.UNREACHABLE, "no such host name");
  }

  @Test
  void aHostThatAcceptsAndIsSilentEndsWithTheTimeLimit() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      List<String> prefix = host.ssh(silent.getLocalPort(), "known", "mine");
      Failure failure = failure(prefix, Duration.ofSeconds(2));

      assertThat(failure).isNotInstanceOf(NoEffectFailure.class);
      assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(failure.problem().seen()).contains("did not end in time");
      assertThat(failure.problem().next()).contains("@127.0.0.1 true");
    }
  }

  @Test
  void anUnknownHostKeyIsNeitherAcceptedNorAskedAbout() {
    List<String> prefix = host.ssh(host.port(), "nobody-known", "mine");

    nothingDone(failure(prefix), ExitCode.NOT_AUTHORISED, "does not know the host's key");
    assertThat(folder.resolve("nobody-known")).doesNotExist();
  }

  @Test
  void nothingIsAskedOnTheTerminalEither() throws Exception {
    Path log = folder.resolve("terminal.log");
    Path onTerminal =
        script(
            "ssh",
            "script -qec \"ssh $*\" %1$s </dev/null >/dev/null; is=$?; cat %1$s >&2; exit $is"
                .formatted(log));
    List<String> unknown = new ArrayList<>(host.ssh(host.port(), "nobody-known", "mine"));
    unknown.set(0, onTerminal.toString());

    nothingDone(failure(unknown), ExitCode.NOT_AUTHORISED, "does not know the host's key");
  }

  @Test
  void anotherHostKeyThanTheKnownOneIsToldFromAnUnknownOne() throws Exception {
    host.knows("another", SshHost.key(folder, "another-host"));

    nothingDone(
        failure(host.ssh(host.port(), "another", "mine")),
        ExitCode.NOT_AUTHORISED,
        "not the one that ssh knows");
  }

  @Test
  void aKeyThatIsRefusedIsSaid() throws Exception {
    SshHost.key(folder, "stranger");
    Failure failure = failure(host.ssh(host.port(), "known", "stranger"));

    nothingDone(failure, ExitCode.NOT_AUTHORISED, "refuses the login");
    assertThat(failure.problem().next()).contains("ssh-add", "@127.0.0.1 true");
  }

  @Test
  void sudoThatRefusesAtTheOtherEndIsSaid() throws Exception {
    List<String> prefix = new ArrayList<>(host.prefix());
    prefix.add(script("sudo", "echo 'sudo: a password is required' >&2; exit 1").toString());
    Failure failure = failure(prefix);

    nothingDone(failure, ExitCode.NOT_AUTHORISED, "sudo asks for a password");
    assertThat(failure.problem().next()).contains("NOPASSWD", "@127.0.0.1 sudo -n -l");
  }

  @Test
  void aCommandThatIsNotAtTheOtherEndIsSaid() {
    List<String> prefix = new ArrayList<>(host.prefix());
    prefix.add("no-such-gitea-drone-admin");

    nothingDone(failure(prefix), ExitCode.NOT_AUTHORISED, "the command is not there");
  }

  @Test
  void sshThatIsNotInstalledOrMisunderstoodIsTheOperators() {
    List<String> nowhere = new ArrayList<>(host.prefix());
    nowhere.set(0, folder.resolve("nowhere/ssh").toString());
    Failure failure = failure(nowhere);
    nothingDone(failure, ExitCode.USAGE, "ssh does not exist");
    assertThat(failure.problem().next()).contains("install");

    List<String> odd = new ArrayList<>(host.prefix());
    odd.addAll(1, List.of("-o", "Nonsense=1"));
    nothingDone(failure(odd), ExitCode.USAGE, "does not understand its options");
  }

  private static void nothingDone(Failure failure, ExitCode code, String seen) {
    assertThat(failure).isInstanceOf(NoEffectFailure.class);
    assertThat(failure.problem().seen()).contains(seen);
    assertThat(failure.exitCode()).isEqualTo(code);
    assertThat(failure.problem().check()).isEqualTo("admin.exists");
    assertThat(failure.problem().next()).isNotBlank().doesNotContain("%s");
  }

  private static Failure failure(List<String> prefix) {
    return failure(prefix, SOON);
  }

  private static Failure failure(List<String> prefix, Duration limit) {
    CommandGiteaCli cli = new CommandGiteaCli(prefix, new Subprocess(new Timeline()), folder);
    long start = System.nanoTime();
    Failure failure =
        catchThrowableOfType(
            Failure.class, () -> cli.createAdmin("chief", "c@example.com", Deadline.in(limit)));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    return failure;
  }

  private static Path script(String name, String body) throws Exception {
    return ShellScript.in(folder, name, body);
  }
}
