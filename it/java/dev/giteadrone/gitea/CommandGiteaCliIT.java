package dev.giteadrone.gitea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.servers.RealGitea;
import dev.giteadrone.servers.ShellScript;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandGiteaCliIT {
  private static final Deadline SOON = Deadline.in(Duration.ofMinutes(3));

  private static RealGitea server;

  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = RealGitea.start(Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void makesAnAdministratorWithAWorkingTokenAndNoKnownPassword() {
    CommandGiteaCli cli = cli(server.cli());

    assertThat(cli.createAdmin("chief", "chief@example.com", SOON)).isTrue();
    assertThat(cli.createAdmin("chief", "chief@example.com", SOON)).isFalse();
    Secret token = cli.generateToken("chief", "ours", List.of("read:user", "write:admin"), SOON);

    RestGitea gitea = new RestGitea(server.http());
    assertThat(gitea.users().signIn(new Credential.Token(token)))
        .isInstanceOfSatisfying(
            SignIn.Accepted.class, accepted -> assertThat(accepted.user().admin()).isTrue());
    Secret password = Secret.of("correct-horse-Battery-9");
    gitea.users().setPassword(new Credential.Token(token), "chief", password);
    assertThat(gitea.users().signIn(new Credential.Basic("chief", password)))
        .isInstanceOf(SignIn.Accepted.class);
  }

  @Test
  void argumentsSurviveTheShellAtTheOtherEndOfSsh() throws Exception {
    Path ssh = script("ssh", "shift; exec sh -c \"$*\"");
    List<String> prefix = new ArrayList<>(List.of(ssh.toString(), "deploy@host"));
    prefix.addAll(server.cli());
    CommandGiteaCli cli = cli(prefix);

    assertThat(cli.createAdmin("remote", "remote@example.com", SOON)).isTrue();
    Secret token = cli.generateToken("remote", "it's $(id) ours", List.of("read:user"), SOON);

    assertThat(token.reveal()).matches("[0-9a-f]{40}");
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(
            () -> cli.generateToken("remote", "it's $(id) ours", List.of("read:user"), SOON))
        .withMessageContaining("access token of this name exists");
  }

  @Test
  void whatGiteaRefusesIsSaidInTheUsersWords() {
    CommandGiteaCli cli = cli(server.cli());
    assertThat(cli.createAdmin("first", "first@example.com", SOON)).isTrue();

    refused(() -> cli.createAdmin("other", "first@example.com", SOON), ExitCode.USAGE, "e-mail");
    refused(() -> cli.createAdmin("api", "a@example.com", SOON), ExitCode.USAGE, "user name");
    refused(() -> cli.createAdmin("a b", "a@example.com", SOON), ExitCode.USAGE, "user name");
    refused(() -> cli.createAdmin("good", "nonsense", SOON), ExitCode.USAGE, "e-mail");
    refused(
        () -> cli.generateToken("ghost-of", "x", List.of("read:user"), SOON),
        ExitCode.FAILED,
        "no such user");
    refused(
        () -> cli.generateToken("first", "x", List.of("read:nonsense"), SOON),
        ExitCode.FAILED,
        "scopes");
  }

  @Test
  void anUnmigratedDatabaseAndAMissingConfigurationAreToldApart() throws Exception {
    try (RealGitea blank = RealGitea.prepare("", Map.of())) {
      refused(
          () -> cli(blank.cli()).createAdmin("chief", "c@example.com", SOON),
          ExitCode.NOT_AUTHORISED,
          "no tables yet");
      List<String> elsewhere = new ArrayList<>(blank.cli());
      elsewhere.set(elsewhere.size() - 1, blank.data().resolve("none.ini").toString());
      refused(
          () -> cli(elsewhere).createAdmin("chief", "c@example.com", SOON),
          ExitCode.NOT_AUTHORISED,
          "app.ini");
    }
  }

  @Test
  void theWrongSystemUserIsNamed() {
    refused(
        () -> cli(server.command()).createAdmin("chief", "c@example.com", SOON),
        ExitCode.NOT_AUTHORISED,
        "system user");
  }

  @Test
  void aCommandThatIsNotThereOrAHostThatIsLostIsSaid() throws Exception {
    Path dropped = script("ssh", "exit 255");
    refused(create(dropped), ExitCode.UNREACHABLE, "255");
    Path missing = script("ssh", "exec sh -c no-such-gitea-wrapper");
    refused(create(missing), ExitCode.NOT_AUTHORISED, "not there");
    refused(create(folder.resolve("no-such-program")), ExitCode.USAGE, "does not exist");
  }

  @Test
  void noTokenOrTwoAreNoToken() throws Exception {
    String token = "0123456789abcdef0123456789abcdef01234567";
    Path none = script("wrapper", "echo hello");
    Path two = script("wrapper", "echo %s; echo %s".formatted(token, token));

    refused(
        () -> cli(List.of(none.toString())).generateToken("u", "n", List.of("s"), SOON),
        ExitCode.FAILED,
        "no token");
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> cli(List.of(two.toString())).generateToken("u", "n", List.of("s"), SOON))
        .satisfies(e -> assertThat(e.toString()).doesNotContain(token));
  }

  @Test
  void theRandomPasswordIsNotShownEvenWhereCreationFails() throws Exception {
    Path wrapper =
        script(
            "wrapper", "echo \"generated random password is 'hush-hush'\"; echo odd >&2; exit 1");

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> cli(List.of(wrapper.toString())).createAdmin("u", "e", SOON))
        .withMessageContaining("odd")
        .satisfies(e -> assertThat(e.toString()).doesNotContain("hush"));
  }

  private static org.assertj.core.api.ThrowableAssert.ThrowingCallable create(Path program) {
    return () -> cli(List.of(program.toString(), "host")).createAdmin("u", "e@example.com", SOON);
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ExitCode code, String seen) {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(call)
        .satisfies(e -> {
          assertThat(e.problem().seen()).contains(seen);
          assertThat(e.exitCode()).isEqualTo(code);
          assertThat(e.problem().next()).isNotBlank();
        });
  }

  private static CommandGiteaCli cli(List<String> prefix) {
    return new CommandGiteaCli(prefix, new Subprocess(new Timeline()), folder);
  }

  private static Path script(String name, String body) throws Exception {
    return ShellScript.in(folder, name, body);
  }
}
