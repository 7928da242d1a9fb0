package dev.giteadrone.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.DesiredBuilder;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.AccessObserved.PasswordState;
import dev.giteadrone.model.observed.AccountObserved;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.GiteaUser;
import dev.giteadrone.model.server.ListedUser;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.model.server.SignUpPage;
import dev.giteadrone.reconcile.access.AccessPlanner;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How an administrator and a token are got: what is seen, and what is done about it. */
final class AccessPlannerTest {
  private static final String TOKEN = "token: new access token (write:user, write:repository)";
  private static final String PROMOTE = "role: my-admin, made an administrator";

  private static final String BY_CLI =
      "token: new access token (write:user, write:repository) through the CLI: ";
  private static final String REFUSED =
      "its password and token are both refused, and this program created it";
  private static final ListedUser THERE = new ListedUser.Present(true, true, false);

  /** What is seen. */
  record Seen(
      AdminRecord file,
      Optional<GiteaUser> token,
      boolean tokenGiven,
      Optional<GiteaUser> byPassword,
      Optional<PasswordState> password,
      Optional<GiteaUser> given,
      Optional<GiteaUser> existing,
      OptionalLong users,
      AccountObserved account) {

    static Seen nothing() {
      return new Seen(
          AdminRecord.EMPTY,
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.of(0),
          AccountObserved.NOT_ASKED);
    }

    Seen file(AdminKey key, String value) {
      return new Seen(
          file.with(key, value),
          token,
          tokenGiven,
          byPassword,
          password,
          given,
          existing,
          users,
          account);
    }

    Seen token(GiteaUser user) {
      return new Seen(
          file,
          Optional.of(user),
          tokenGiven,
          byPassword,
          password,
          given,
          existing,
          users,
          account);
    }

    Seen tokenIsGiven() {
      return new Seen(file, token, true, byPassword, password, given, existing, users, account);
    }

    Seen password(PasswordState state) {
      boolean works = state == PasswordState.CURRENT || state == PasswordState.NEXT;
      return new Seen(
          file.with(AdminKey.PASSWORD, "stored"),
          token,
          tokenGiven,
          works ? Optional.of(Rows.ADMIN) : Optional.empty(),
          Optional.of(state),
          given,
          existing,
          users,
          account);
    }

    Seen ordinary() {
      return new Seen(
          file,
          token,
          tokenGiven,
          Optional.of(Rows.ORDINARY),
          password,
          given,
          existing,
          users,
          account);
    }

    Seen given(GiteaUser user) {
      return new Seen(
          file,
          token,
          tokenGiven,
          byPassword,
          password,
          Optional.of(user),
          existing,
          OptionalLong.empty(),
          account);
    }

    Seen userExists() {
      return new Seen(
          file,
          token,
          tokenGiven,
          byPassword,
          password,
          given,
          Optional.of(Rows.ORDINARY),
          users,
          account);
    }

    Seen users(long count) {
      return new Seen(
          file,
          token,
          tokenGiven,
          byPassword,
          password,
          given,
          existing,
          OptionalLong.of(count),
          account);
    }

    Seen account(AccountObserved other) {
      return new Seen(file, token, tokenGiven, byPassword, password, given, existing, users, other);
    }

    Seen listed(ListedUser user) {
      return account(
          new AccountObserved(account.barred(), user, account.signUp(), account.strayTokens()));
    }

    Seen signUpPage(SignUpPage page) {
      return account(
          new AccountObserved(account.barred(), account.listed(), page, account.strayTokens()));
    }

    Seen barred(SignIn.Reason reason) {
      return account(
          new AccountObserved(
              Optional.of(reason), account.listed(), account.signUp(), account.strayTokens()));
    }

    AccessObserved observed() {
      return new AccessObserved(
          SeenFiles.admin(file),
          Duration.ZERO,
          Optional.empty(),
          Optional.empty(),
          token.map(ignored -> new Credential.Token(Secret.of("t"))),
          tokenGiven,
          token.or(() -> byPassword),
          password,
          given,
          existing,
          users,
          account);
    }
  }

  /** What the operator configured. */
  record Host(
      AdminCreation way, String url, boolean cli, boolean givenToken, Optional<String> username) {
    static Host loopback() {
      return new Host(AdminCreation.AUTO, "http://127.0.0.1:3001", false, false, Optional.empty());
    }

    static Host remote() {
      return new Host(
          AdminCreation.AUTO, "https://git.my-domain.tld", false, false, Optional.empty());
    }

    Host way(AdminCreation other) {
      return new Host(other, url, cli, givenToken, username);
    }

    Host withCli() {
      return new Host(way, url, true, givenToken, username);
    }

    Host withToken() {
      return new Host(way, url, cli, true, username);
    }

    Desired desired() {
      return DesiredBuilder.of(TestConfig.desired(way, Optional.empty()))
          .giteaUrl(URI.create(url))
          .admin(Rows.NAME, "me@example.org")
          .cli(cli ? List.of("ssh", "host", "gitea-drone-admin") : List.of())
          .givenToken(givenToken ? Optional.of(Secret.of("given")) : Optional.empty())
          .build();
    }
  }

  /** One line of the table. */
  record Row(String when, Host host, Seen seen, List<String> plan) {
    @Override
    public String toString() {
      return when + " → " + String.join("; ", plan);
    }
  }

  private static Row row(String when, Host host, Seen seen, String... plan) {
    return new Row(when, host, seen, List.of(plan));
  }

  private static Seen blank() {
    return Seen.nothing();
  }

  private static Seen created() {
    return Seen.nothing().file(AdminKey.CREATED_BY, "cli");
  }

  private static Seen pending(String way) {
    return Seen.nothing().file(AdminKey.PENDING_ADMIN, way).password(PasswordState.REFUSED);
  }

  static Stream<Row> blankGitea() {
    return Stream.of(
        row(
            "nothing stored, Gitea on loopback",
            Host.loopback(),
            blank(),
            "admin: my-admin, created through the sign-up form: Gitea is on loopback",
            TOKEN),
        row(
            "nothing stored, Gitea elsewhere",
            Host.remote(),
            blank(),
            "exit 4: there are no stored credentials, no GITEA_TOKEN and no"
                + " gitea.admin.cli, and the sign-up form is used only on loopback unless"
                + " you choose it, because somebody else could sign up first"),
        row(
            "nothing stored, Gitea elsewhere, sign-up asked for",
            Host.remote().way(AdminCreation.SIGN_UP),
            blank(),
            "admin: my-admin, created through the sign-up form: asked for",
            TOKEN),
        row(
            "nothing stored, users are there",
            Host.loopback(),
            blank().users(1),
            "exit 4: Gitea has users already, so a new user would not be an administrator"),
        row(
            "nothing stored, a CLI",
            Host.remote().withCli(),
            blank(),
            "admin: my-admin, created through the CLI: gitea.admin.cli is set",
            TOKEN),
        row(
            "nothing stored, asked for the CLI, there is none",
            Host.remote().way(AdminCreation.CLI),
            blank(),
            "exit 4: gitea.admin.cli is not set"),
        row(
            "nothing stored, never to create",
            Host.remote().way(AdminCreation.NEVER).withCli(),
            blank(),
            "exit 4: gitea.admin.create is never"));
  }

  static Stream<Row> givenToken() {
    return Stream.of(
        row(
            "an administrator's token is given",
            Host.remote().withToken(),
            blank().given(Rows.ROOT),
            "admin: my-admin, created through the admin API: GITEA_TOKEN is root's",
            PROMOTE,
            TOKEN),
        row(
            "an administrator's token is given, and a CLI",
            Host.remote().withToken().withCli(),
            blank().given(Rows.ROOT),
            "admin: my-admin, created through the admin API: GITEA_TOKEN is root's",
            PROMOTE,
            TOKEN),
        row(
            "the given token is an ordinary user's",
            Host.remote().withToken(),
            blank().given(Rows.STRANGER),
            "exit 4: GITEA_TOKEN belongs to someone, who is not an administrator"),
        row(
            "the user name is somebody's",
            Host.remote().withToken(),
            blank().given(Rows.ROOT).userExists(),
            "exit 4: the user name is taken, and users that this program did not create are never"
                + " changed"),
        row(
            "the given token is refused",
            Host.remote().withToken(),
            blank(),
            "exit 4: Gitea refuses it"),
        row(
            "the given token is the administrator's own",
            Host.remote().withToken(),
            blank().token(Rows.ADMIN).tokenIsGiven()));
  }

  static Stream<Row> stored() {
    return Stream.of(
        row("the token works", Host.remote(), created().token(Rows.ADMIN)),
        row(
            "the token is an ordinary user's",
            Host.remote(),
            created().token(Rows.ORDINARY),
            "exit 4: it is an ordinary user"),
        row(
            "only the password works",
            Host.remote(),
            created().password(PasswordState.CURRENT),
            TOKEN),
        row(
            "the password works, and there are tokens that the file does not name",
            Host.remote(),
            created()
                .password(PasswordState.CURRENT)
                .account(
                    AccountObserved.NOT_ASKED.withStrayTokens(
                        List.of(
                            "gitea-drone-127.0.0.1_3030-0badcafe",
                            "gitea-drone-127.0.0.1_3030-7f3a91c2"))),
            TOKEN,
            "warning: there are 2 access tokens created for this Drone, which"
                + " gitea-admin.yaml does not list, and which another clone may use:"
                + " gitea-drone-127.0.0.1_3030-0badcafe,"
                + " gitea-drone-127.0.0.1_3030-7f3a91c2; delete in Gitea's settings those"
                + " that nobody uses"),
        row(
            "the password is an ordinary user's",
            Host.remote(),
            created().password(PasswordState.CURRENT).ordinary(),
            "exit 4: it is an ordinary user"),
        row(
            "the password must be changed",
            Host.remote(),
            blank().password(PasswordState.MUST_CHANGE),
            "exit 4: Gitea requires a password change first"),
        row(
            "the account is inactive",
            Host.remote(),
            blank().password(PasswordState.INACTIVE),
            "exit 4: the account is not active, or prohibited from signing in"),
        row(
            "a password of an administrator that we did not create is refused",
            Host.remote().withCli(),
            blank().password(PasswordState.REFUSED),
            "exit 4: Gitea refuses it"));
  }

  static Stream<Row> interrupted() {
    return Stream.of(
        row(
            "a run died while it asked the CLI",
            Host.remote().withCli(),
            pending("cli"),
            "admin: my-admin, created through the CLI (resumed): an earlier run was interrupted",
            TOKEN),
        row(
            "a run died before it made its administrator one",
            Host.remote().withToken(),
            blank()
                .file(AdminKey.PENDING_ADMIN, "token")
                .password(PasswordState.CURRENT)
                .ordinary(),
            PROMOTE,
            TOKEN),
        row(
            "a run died when it had its token",
            Host.remote(),
            created()
                .token(Rows.ADMIN)
                .password(PasswordState.CURRENT)
                .file(AdminKey.PENDING_TOKENS, "gitea-drone-1 gitea-drone-2")
                .file(AdminKey.TOKEN_NAME, "gitea-drone-2"),
            "tidy: what an interrupted run left: gitea-drone-1"),
        row(
            "a run died before Gitea heard of the next password",
            Host.remote(),
            created()
                .token(Rows.ADMIN)
                .password(PasswordState.CURRENT)
                .file(AdminKey.NEXT_PASSWORD, "next"),
            "password: ROTATES: new password for my-admin: an earlier run was interrupted"),
        row(
            "a run died when Gitea had the next password",
            Host.remote(),
            created()
                .token(Rows.ADMIN)
                .password(PasswordState.NEXT)
                .file(AdminKey.NEXT_PASSWORD, "next"),
            "tidy: what an interrupted run left"));
  }

  static Stream<Row> seenFirst() {
    return Stream.of(
        row(
            "the sign-up page is closed",
            Host.loopback(),
            blank().signUpPage(SignUpPage.CLOSED),
            "exit 4: registration is disabled"),
        row(
            "the sign-up form asks for a captcha",
            Host.loopback(),
            blank().signUpPage(SignUpPage.CAPTCHA),
            "exit 4: the sign-up form asks for a captcha, which only a person can answer"),
        row(
            "the CLI lists the user already",
            Host.remote().withCli(),
            blank().listed(THERE),
            "exit 4: the user name is taken, and users that this program did not create are never"
                + " changed"),
        row(
            "the CLI lists no such user",
            Host.remote().withCli(),
            blank().listed(new ListedUser.Absent()),
            "admin: my-admin, created through the CLI: gitea.admin.cli is set",
            TOKEN),
        row(
            "the token is told that the account is prohibited",
            Host.remote().withCli(),
            created().password(PasswordState.REFUSED).barred(SignIn.Reason.INACTIVE),
            "exit 4: the account is not active, or prohibited from signing in"),
        row(
            "the token is told to change the password",
            Host.remote().withCli(),
            created().password(PasswordState.REFUSED).barred(SignIn.Reason.MUST_CHANGE_PASSWORD),
            "exit 4: Gitea requires a password change first"),
        row(
            "a second factor, a CLI: a token is enough",
            Host.remote().withCli(),
            created().password(PasswordState.SECOND_FACTOR),
            BY_CLI + "Gitea asks for a second factor with the password"),
        row(
            "a second factor, no CLI",
            Host.remote(),
            created().password(PasswordState.SECOND_FACTOR),
            "exit 4: the password is right, but Gitea asks my-admin for a second factor, which this"
                + " program cannot give"),
        row(
            "an API without passwords, a CLI",
            Host.remote().withCli(),
            blank().password(PasswordState.FORM_ONLY),
            BY_CLI + "Gitea's API accepts no password"),
        row(
            "the user of the right password is an ordinary one",
            Host.remote().withCli(),
            blank()
                .password(PasswordState.SECOND_FACTOR)
                .listed(new ListedUser.Present(false, true, true)),
            "exit 4: it is an ordinary user"));
  }

  static Stream<Row> recovery() {
    return Stream.of(
        row(
            "all is refused, the CLI tells nothing",
            Host.remote().withCli(),
            created().password(PasswordState.REFUSED),
            "admin: my-admin, stored password set again through the CLI, or created"
                + " if it no longer exists: "
                + REFUSED,
            TOKEN),
        row(
            "all is refused, the user is there",
            Host.remote().withCli(),
            created().password(PasswordState.REFUSED).listed(THERE),
            "admin: my-admin, stored password set again through the CLI: " + REFUSED,
            TOKEN),
        row(
            "all is refused, the user has a second factor",
            Host.remote().withCli(),
            created()
                .password(PasswordState.REFUSED)
                .listed(new ListedUser.Present(true, true, true)),
            BY_CLI + "the password is refused, and the account has a second factor"),
        row(
            "all is refused, and nothing tells why",
            Host.remote().withCli(),
            created().password(PasswordState.UNTOLD),
            BY_CLI + "the password is refused, perhaps because of a second factor"),
        row(
            "all is refused, the user is inactive",
            Host.remote().withCli(),
            created()
                .password(PasswordState.REFUSED)
                .listed(new ListedUser.Present(true, false, false)),
            "exit 4: the account is not active, or prohibited from signing in"),
        row(
            "the user is gone, a CLI",
            Host.remote().withCli(),
            created().password(PasswordState.REFUSED).listed(new ListedUser.Absent()),
            "admin: my-admin, created through the CLI: it was deleted in Gitea, and this program"
                + " created it",
            TOKEN),
        row(
            "all is refused, an administrator's token is given",
            Host.remote().withToken(),
            created().password(PasswordState.REFUSED).given(Rows.ROOT).userExists(),
            "admin: my-admin, stored password set again through the admin API: " + REFUSED,
            PROMOTE,
            TOKEN),
        row(
            "the user is gone, an administrator's token is given",
            Host.remote().withToken(),
            created().password(PasswordState.REFUSED).given(Rows.ROOT),
            "admin: my-admin, created through the admin API: it was deleted in Gitea, and this program"
                + " created it",
            PROMOTE,
            TOKEN),
        row(
            "an empty Gitea on loopback",
            Host.loopback(),
            created().password(PasswordState.REFUSED),
            "admin: my-admin, created through the sign-up form: it was deleted in Gitea, and this"
                + " program created it",
            TOKEN),
        row(
            "an empty Gitea on loopback, sign-up closed",
            Host.loopback(),
            created().password(PasswordState.REFUSED).signUpPage(SignUpPage.CLOSED),
            "exit 4: registration is disabled"),
        row(
            "all is refused, and there is no way",
            Host.remote(),
            created().password(PasswordState.REFUSED),
            "exit 4: Gitea refuses it"));
  }

  static Stream<Row> anotherWay() {
    return Stream.of(
        row(
            "a sign-up is pending, a CLI is given",
            Host.remote().withCli(),
            pending("sign-up"),
            "admin: my-admin, created through the CLI: gitea.admin.cli is set",
            TOKEN),
        row(
            "a sign-up is pending, an administrator's token is given",
            Host.loopback().withToken(),
            pending("sign-up").given(Rows.ROOT),
            "admin: my-admin, created through the admin API: GITEA_TOKEN is root's",
            PROMOTE,
            TOKEN),
        row(
            "a sign-up is pending, users are there, of whom none has our password",
            Host.loopback(),
            pending("sign-up").users(1),
            "exit 4: Gitea has users already, so a new user would not be an administrator"),
        row(
            "the CLI is pending, an administrator's token is given: the user is ours",
            Host.remote().withToken().withCli(),
            pending("cli").given(Rows.ROOT).userExists(),
            "admin: my-admin, created through the admin API (resumed): GITEA_TOKEN is root's",
            PROMOTE,
            TOKEN),
        row(
            "the CLI is pending, and is no more configured",
            Host.loopback(),
            pending("cli"),
            "exit 4: gitea.admin.cli is not set"),
        row(
            "the CLI is pending, the user of this name is an ordinary one",
            Host.remote().withCli(),
            pending("cli").listed(new ListedUser.Present(false, true, false)),
            "exit 4: the user name is taken, and users that this program did not create are never"
                + " changed"),
        row(
            "the CLI is pending, and the user has a second factor by now",
            Host.remote().withCli(),
            pending("cli").listed(new ListedUser.Present(true, true, true)),
            BY_CLI + "the password is refused, and the account has a second factor"),
        row(
            "the token is pending, the given one is gone",
            Host.loopback(),
            pending("token"),
            "exit 4: GITEA_TOKEN is not set"),
        row(
            "the token that set the password was left",
            Host.remote().withCli(),
            created()
                .token(Rows.ADMIN)
                .password(PasswordState.CURRENT)
                .file(AdminKey.CLI_TOKEN, "t")
                .file(AdminKey.PENDING_TOKENS, "gitea-drone-1"),
            "tidy: what an interrupted run left: gitea-drone-1"));
  }

  @ParameterizedTest
  @MethodSource({
    "blankGitea",
    "givenToken",
    "stored",
    "seenFirst",
    "recovery",
    "interrupted",
    "anotherWay"
  })
  void plans(Row row) {
    assertThat(Rows.of(new AccessPlanner(row.host().desired()).plan(row.seen().observed())))
        .containsExactlyElementsOf(row.plan());
  }
}
