package dev.giteadrone.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.observed.RemovalObserved;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.reconcile.removal.RemovalPlanner;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes, in which order, and what stays. */
final class RemovalPlannerTest {
  private static final Repository CANARY =
      new Repository(7, "my-admin", "gitea-drone-canary", "", true, "http://g/c.git");
  private static final OAuthApp APP =
      new OAuthApp(4, "Drone", "client-4", List.of("http://d/login"), true);
  private static final String USER_STAYS =
      "warning: the user my-admin is kept, and its password stays in gitea-admin.yaml";

  /** What is seen. */
  record Seen(
      boolean known,
      List<OAuthApp> apps,
      Optional<String> client,
      Optional<Repository> canary,
      boolean taken,
      boolean inDrone,
      Optional<String> droneUnknown,
      List<String> tokens,
      boolean tokensKnown,
      AdminRecord file,
      List<String> strays,
      boolean allTokens) {

    static Seen nothing() {
      return new Seen(
          true,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          Optional.empty(),
          List.of(),
          true,
          AdminRecord.EMPTY,
          List.of(),
          false);
    }

    Seen unknown() {
      return new Seen(
          false,
          apps,
          client,
          canary,
          taken,
          inDrone,
          droneUnknown,
          tokens,
          false,
          file,
          strays,
          allTokens);
    }

    Seen app() {
      return new Seen(
          known,
          List.of(APP),
          Optional.of(APP.clientId()),
          canary,
          taken,
          inDrone,
          droneUnknown,
          tokens,
          tokensKnown,
          file,
          strays,
          allTokens);
    }

    Seen canary(boolean activated) {
      return new Seen(
          known,
          apps,
          client,
          Optional.of(CANARY),
          taken,
          activated,
          droneUnknown,
          tokens,
          tokensKnown,
          file,
          strays,
          allTokens);
    }

    Seen canaryIsTaken() {
      return new Seen(
          known,
          apps,
          client,
          canary,
          true,
          inDrone,
          droneUnknown,
          tokens,
          tokensKnown,
          file,
          strays,
          allTokens);
    }

    Seen droneSilent(String why) {
      return new Seen(
          known,
          apps,
          client,
          canary,
          taken,
          inDrone,
          Optional.of(why),
          tokens,
          tokensKnown,
          file,
          strays,
          allTokens);
    }

    Seen tokens(String... names) {
      return new Seen(
          known,
          apps,
          client,
          canary,
          taken,
          inDrone,
          droneUnknown,
          List.of(names),
          tokensKnown,
          file,
          strays,
          allTokens);
    }

    Seen withoutPassword() {
      return new Seen(
          known,
          apps,
          client,
          canary,
          taken,
          inDrone,
          droneUnknown,
          List.of(),
          false,
          file,
          strays,
          allTokens);
    }

    Seen file(AdminKey key, String value) {
      return new Seen(
          known,
          apps,
          client,
          canary,
          taken,
          inDrone,
          droneUnknown,
          tokens,
          tokensKnown,
          file.with(key, value),
          strays,
          allTokens);
    }

    Seen strays(String... names) {
      return new Seen(
          known,
          apps,
          client,
          canary,
          taken,
          inDrone,
          droneUnknown,
          tokens,
          tokensKnown,
          file,
          List.of(names),
          allTokens);
    }

    Seen wantingAllTokens() {
      return new Seen(
          known,
          apps,
          client,
          canary,
          taken,
          inDrone,
          droneUnknown,
          tokens,
          tokensKnown,
          file,
          strays,
          true);
    }

    RemovalObserved observed() {
      return new RemovalObserved(
          SeenFiles.nobody(SeenFiles.admin(file)),
          known,
          apps,
          client,
          canary,
          taken,
          inDrone,
          droneUnknown,
          allTokens,
          tokens,
          strays,
          tokensKnown);
    }
  }

  /** One line of the table. */
  record Row(String when, Seen seen, List<String> plan) {
    @Override
    public String toString() {
      return when + " → " + String.join("; ", plan);
    }
  }

  private static Row row(String when, Seen seen, String... plan) {
    return new Row(when, seen, List.of(plan));
  }

  static Stream<Row> rows() {
    return Stream.of(
        row("nothing is ours", Seen.nothing()),
        row(
            "only a password is left",
            Seen.nothing().file(AdminKey.PASSWORD, "p").file(AdminKey.CREATED_BY, "cli")),
        row(
            "no credential is accepted",
            Seen.nothing().unknown().file(AdminKey.TOKEN_NAME, "gitea-drone-1"),
            "exit 4: there are no credentials that Gitea accepts"),
        row(
            "an application of ours with its variables",
            Seen.nothing().app().file(AdminKey.CREATED_APPS, "client-4"),
            "app: Drone, client client-4: nobody can log in to Drone after this",
            "secrets: client client-4 from drone.yaml",
            "keys: created_apps from gitea-admin.yaml"),
        row(
            "a canary that Drone builds",
            Seen.nothing().canary(true).file(AdminKey.DRONE_TOKEN, "d"),
            "builds: my-admin/gitea-drone-canary, with its builds, in Drone",
            "canary: my-admin/gitea-drone-canary in Gitea",
            "keys: drone_token from gitea-admin.yaml"),
        row(
            "a canary that Drone does not know",
            Seen.nothing().canary(false),
            "canary: my-admin/gitea-drone-canary in Gitea"),
        row(
            "a canary, and Drone is silent",
            Seen.nothing().canary(false).droneSilent("the connection is refused"),
            "canary: my-admin/gitea-drone-canary in Gitea",
            "warning: Drone cannot be asked to delete the canary's builds: the"
                + " connection is refused"),
        row(
            "somebody's repository has the canary's name",
            Seen.nothing().canaryIsTaken(),
            "warning: gitea-drone-canary was not created by this program, and is kept"),
        row(
            "our token goes last, the user stays",
            Seen.nothing()
                .app()
                .canary(true)
                .tokens("gitea-drone-1")
                .file(AdminKey.PASSWORD, "p")
                .file(AdminKey.TOKEN, "t")
                .file(AdminKey.TOKEN_NAME, "gitea-drone-1"),
            "builds: my-admin/gitea-drone-canary, with its builds, in Drone",
            "canary: my-admin/gitea-drone-canary in Gitea",
            "app: Drone, client client-4: nobody can log in to Drone after this",
            "secrets: client client-4 from drone.yaml",
            "token: gitea-drone-1",
            "keys: token_name, token from gitea-admin.yaml",
            USER_STAYS),
        row(
            "our token, and no password that would delete it",
            Seen.nothing()
                .withoutPassword()
                .file(AdminKey.TOKEN, "t")
                .file(AdminKey.TOKEN_NAME, "gitea-drone-1")
                .file(AdminKey.PENDING_ROTATION, "client-4"),
            "keys: pending_rotation from gitea-admin.yaml",
            "exit 4: this needs the password, and there is none that Gitea accepts"),
        row(
            "tokens of this Drone and of earlier versions that the file does not name stay",
            Seen.nothing().strays("gitea-drone-127.0.0.1_3030-0badcafe", "gitea-drone-7f3a91c2"),
            "warning: there is 1 access token created for this Drone, which"
                + " gitea-admin.yaml does not list, and which another clone may use:"
                + " gitea-drone-127.0.0.1_3030-0badcafe; gitea-drone destroy --all-tokens"
                + " deletes them",
            "warning: there is 1 access token created by an earlier version, for"
                + " this Drone or another one: gitea-drone-7f3a91c2; delete in Gitea's"
                + " settings those that nobody uses"),
        row(
            "all tokens of this Drone are removed",
            Seen.nothing()
                .wantingAllTokens()
                .tokens(
                    "gitea-drone-127.0.0.1_3030-0badcafe", "gitea-drone-127.0.0.1_3030-7f3a91c2"),
            "token: gitea-drone-127.0.0.1_3030-0badcafe, gitea-drone-127.0.0.1_3030-7f3a91c2"),
        row(
            "all tokens are removed, but no password can list them",
            Seen.nothing().wantingAllTokens().withoutPassword(),
            "exit 4: this needs the password, and there is none that Gitea accepts"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void plans(Row row) {
    RemovalPlanner planner = new RemovalPlanner(TestConfig.desired());

    assertThat(Rows.of(planner.plan(row.seen().observed())))
        .containsExactlyInAnyOrderElementsOf(row.plan());
  }
}
