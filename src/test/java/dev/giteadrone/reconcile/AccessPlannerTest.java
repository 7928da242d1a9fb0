package dev.giteadrone.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.Scene;
import dev.giteadrone.model.AccessObserved;
import dev.giteadrone.model.AccessObserved.PasswordState;
import dev.giteadrone.model.AdminKey;
import dev.giteadrone.model.AdminRecord;
import dev.giteadrone.model.AdminWay;
import dev.giteadrone.model.Credential;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.GiteaTarget;
import dev.giteadrone.model.GiteaUser;
import dev.giteadrone.model.Secret;
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
  private static final String PROMOTE = "admin: my-admin, made an administrator";

  /** What is seen. */
  private record Seen(
      AdminRecord file,
      Optional<GiteaUser> token,
      boolean tokenGiven,
      Optional<GiteaUser> byPassword,
      Optional<PasswordState> password,
      Optional<GiteaUser> given,
      Optional<GiteaUser> existing,
      OptionalLong users) {

    static Seen nothing() {
      return new Seen(
          AdminRecord.EMPTY,
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.of(0));
    }

    Seen file(AdminKey key, String value) {
      return new Seen(
          file.with(key, value), token, tokenGiven, byPassword, password, given, existing, users);
    }

    Seen token(GiteaUser user) {
      return new Seen(
          file, Optional.of(user), tokenGiven, byPassword, password, given, existing, users);
    }

    Seen tokenIsGiven() {
      return new Seen(file, token, true, byPassword, password, given, existing, users);
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
          users);
    }

    Seen ordinary() {
      return new Seen(
          file, token, tokenGiven, Optional.of(Rows.ORDINARY), password, given, existing, users);
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
          OptionalLong.empty());
    }

    Seen userExists() {
      return new Seen(
          file, token, tokenGiven, byPassword, password, given, Optional.of(Rows.ORDINARY), users);
    }

    Seen users(long count) {
      return new Seen(
          file, token, tokenGiven, byPassword, password, given, existing, OptionalLong.of(count));
    }

    AccessObserved observed() {
      return new AccessObserved(
          Duration.ZERO,
          Optional.empty(),
          Optional.empty(),
          file,
          token.map(ignored -> new Credential.Token(Secret.of("t"))),
          tokenGiven,
          token.or(() -> byPassword),
          password,
          given,
          existing,
          users);
    }
  }

  /** What the operator configured. */
  private record Host(
      AdminWay way, String url, boolean cli, boolean givenToken, Optional<String> username) {
    static Host loopback() {
      return new Host(AdminWay.AUTO, "http://127.0.0.1:3001", false, false, Optional.empty());
    }

    static Host remote() {
      return new Host(AdminWay.AUTO, "https://git.my-domain.tld", false, false, Optional.empty());
    }

    Host way(AdminWay other) {
      return new Host(other, url, cli, givenToken, username);
    }

    Host withCli() {
      return new Host(way, url, true, givenToken, username);
    }

    Host withToken() {
      return new Host(way, url, cli, true, username);
    }

    Desired desired() {
      Desired scene = Scene.desired(way, Optional.empty());
      GiteaTarget gitea =
          new GiteaTarget(
              URI.create(url),
              Rows.NAME,
              "me@example.org",
              way,
              cli ? List.of("ssh", "host", "gitea-drone-admin") : List.of(),
              givenToken ? Optional.of(Secret.of("given")) : Optional.empty());
      return new Desired(
          scene.source(), gitea, scene.drone(), scene.secrets(), scene.deploy(), scene.canary());
    }
  }

  /** One line of the table. */
  private record Row(String when, Host host, Seen seen, List<String> plan) {
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
            "exit 4: there are no stored credentials, no GITEA_TOKEN and no gitea.admin.cli, and the"
                + " sign-up form is not used off loopback unless asked for, because a stranger could"
                + " be first"),
        row(
            "nothing stored, Gitea elsewhere, sign-up asked for",
            Host.remote().way(AdminWay.SIGN_UP),
            blank(),
            "admin: my-admin, created through the sign-up form: asked for",
            TOKEN),
        row(
            "nothing stored, users are there",
            Host.loopback(),
            blank().users(1),
            "exit 4: Gitea has users already, so whoever signs up now is no administrator"),
        row(
            "nothing stored, a CLI",
            Host.remote().withCli(),
            blank(),
            "admin: my-admin, created through the CLI: gitea.admin.cli is set",
            TOKEN),
        row(
            "nothing stored, asked for the CLI, there is none",
            Host.remote().way(AdminWay.CLI),
            blank(),
            "exit 4: gitea.admin.cli is not set"),
        row(
            "nothing stored, never to create",
            Host.remote().way(AdminWay.NEVER).withCli(),
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
            "exit 4: GITEA_TOKEN belongs to someone, who is no administrator"),
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
            "the password is an ordinary user's",
            Host.remote(),
            created().password(PasswordState.CURRENT).ordinary(),
            "exit 4: it is an ordinary user"),
        row(
            "the password must be changed",
            Host.remote(),
            blank().password(PasswordState.MUST_CHANGE),
            "exit 4: Gitea wants the password changed first"),
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
            "password: new password for my-admin: an earlier run was interrupted"),
        row(
            "a run died when Gitea had the next password",
            Host.remote(),
            created()
                .token(Rows.ADMIN)
                .password(PasswordState.NEXT)
                .file(AdminKey.NEXT_PASSWORD, "next"),
            "tidy: what an interrupted run left"));
  }

  @ParameterizedTest
  @MethodSource({"blankGitea", "givenToken", "stored", "interrupted"})
  void plans(Row row) {
    assertThat(Rows.of(new AccessPlanner(row.host().desired()).plan(row.seen().observed())))
        .containsExactlyElementsOf(row.plan());
  }
}
