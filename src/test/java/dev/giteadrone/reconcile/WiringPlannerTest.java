package dev.giteadrone.reconcile;

import static dev.giteadrone.reconcile.WiringScene.WANTED;
import static dev.giteadrone.reconcile.WiringScene.blank;
import static dev.giteadrone.reconcile.WiringScene.wired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.RpcProbe;
import dev.giteadrone.reconcile.wiring.WiringPlanner;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The policy of applications and secrets: what is found, and what is planned with and without
 * leave.
 */
final class WiringPlannerTest {
  private static final String OLD = "https://old.example.org/login";

  /**
   * A row.
   *
   * @param plan what is planned
   * @param withLeave what is planned with {@code --allow-rotate}
   */
  record Row(String found, WiringScene scene, String plan, String withLeave) {
    @Override
    public String toString() {
      return found;
    }
  }

  private static Row row(String found, WiringScene scene, String plan) {
    return new Row(found, scene, plan, plan);
  }

  private static Row row(String found, WiringScene scene, String plan, String withLeave) {
    return new Row(found, scene, plan, withLeave);
  }

  static Stream<Row> policy() {
    return Stream.of(applications(), silentDrones(), rotations(), redirectUris(), rpcSecrets())
        .flatMap(rows -> rows);
  }

  private static Stream<Row> applications() {
    return Stream.of(
        row("nothing was done yet", blank(), "CreateApp, GenerateRpcSecret"),
        row("all is wired", wired(), ""),
        row(
            "an application has nearly our redirect URI",
            blank().app("other", WANTED + "/"),
            "CreateApp, GenerateRpcSecret"),
        row(
            "another host's application is there",
            blank().app("other", "https://drone.example.org/login"),
            "CreateApp, GenerateRpcSecret"),
        row(
            "a run died while it created the application",
            blank()
                .app("Drone gitea-drone-0123456789abcdef", "id", true, WANTED)
                .pendingApp("Drone gitea-drone-0123456789abcdef"),
            "MintClientSecret, GenerateRpcSecret"),
        row(
            "an application of ours is there, and somebody else created it",
            blank().app("id", WANTED),
            "GenerateRpcSecret, 3 oauth.secret",
            "MintClientSecret!, GenerateRpcSecret"),
        row(
            "two applications have our redirect URI",
            blank().app("id", WANTED).app("other", WANTED),
            "GenerateRpcSecret, 3 oauth.app"),
        row(
            "the file lacks the client id, and its secret is that of the application",
            wired().without(Variable.DRONE_GITEA_CLIENT_ID).noDrone(),
            "StoreClientId"),
        row(
            "the file lacks the secret, and the running Drone has it",
            wired().without(Variable.DRONE_GITEA_CLIENT_SECRET).gitea(ClientProbe.UNKNOWN),
            "3 oauth.secret",
            "MintClientSecret!"),
        row(
            "the file lacks the secret, and the running Drone's is stale",
            wired()
                .without(Variable.DRONE_GITEA_CLIENT_SECRET)
                .gitea(ClientProbe.UNKNOWN)
                .drone(ClientProbe.WRONG_SECRET),
            "MintClientSecret"),
        row(
            "Gitea refuses the file's secret, and the running Drone has the right one",
            wired().gitea(ClientProbe.WRONG_SECRET),
            "3 oauth.secret",
            "MintClientSecret!"),
        row(
            "Gitea refuses the file's secret and the running Drone's",
            wired().gitea(ClientProbe.WRONG_SECRET).drone(ClientProbe.WRONG_SECRET),
            "3 oauth.secret",
            "MintClientSecret!"),
        row(
            "Gitea refuses the secret of somebody else's application",
            wired().noApps().gitea(ClientProbe.WRONG_SECRET),
            "3 oauth.secret",
            "1 oauth.secret"),
        row(
            "the application was deleted",
            wired().noApps().gitea(ClientProbe.UNKNOWN_CLIENT).drone(ClientProbe.UNKNOWN_CLIENT),
            "3 oauth.secret",
            "CreateApp"),
        row(
            "the file's client is valid, and the running Drone has another valid one",
            wired().app("new", WANTED).drone("new", WANTED, ClientProbe.RIGHT, RpcProbe.RIGHT),
            "3 oauth.secret",
            ""),
        row(
            "the application was made public",
            wired().app("Drone", "id", false, WANTED),
            "RepairApp"),
        row(
            "the application was made public, and there is no password for the form",
            wired().app("Drone", "id", false, WANTED).noPassword(),
            "3 drone.redirect-uri",
            "RepairApp!"),
        row("somebody else's application works", wired().noApps().madeElsewhere(), ""),
        row(
            "somebody else's application lacks our redirect URI",
            wired().noApps().gitea(ClientProbe.WRONG_REDIRECT),
            "1 drone.redirect-uri"),
        row(
            "Gitea's answer about the client tells nothing",
            wired().gitea(ClientProbe.UNKNOWN),
            "1 oauth.secret"));
  }

  /** Unknown is not absent: a Drone that does not answer may hold the secret that would die. */
  private static Stream<Row> silentDrones() {
    WiringScene noSecret =
        wired().without(Variable.DRONE_GITEA_CLIENT_SECRET).gitea(ClientProbe.UNKNOWN).noDrone();
    return Stream.of(
        row(
            "the file lacks the secret, and Drone is down",
            noSecret,
            "5 drone.ready",
            "MintClientSecret!"),
        row(
            "the file lacks the secret, and Drone is late",
            wired()
                .without(Variable.DRONE_GITEA_CLIENT_SECRET)
                .gitea(ClientProbe.UNKNOWN)
                .lateDrone(),
            "5 drone.ready",
            "MintClientSecret!"),
        row(
            "the file lacks the secret, and Drone does not reach Gitea",
            wired()
                .without(Variable.DRONE_GITEA_CLIENT_SECRET)
                .gitea(ClientProbe.UNKNOWN)
                .drone(ClientProbe.UNKNOWN),
            "5 drone.ready",
            "MintClientSecret!"),
        row(
            "the file lacks the whole client, and Drone is down",
            wired()
                .without(Variable.DRONE_GITEA_CLIENT_ID, Variable.DRONE_GITEA_CLIENT_SECRET)
                .gitea(ClientProbe.UNKNOWN)
                .noDrone(),
            "5 drone.ready",
            "MintClientSecret!"),
        row(
            "a run died after it created the application and before it stored the secret",
            wired()
                .without(Variable.DRONE_GITEA_CLIENT_ID, Variable.DRONE_GITEA_CLIENT_SECRET)
                .gitea(ClientProbe.UNKNOWN)
                .pendingApp("Drone gitea-drone-0123456789abcdef")
                .noDrone(),
            "MintClientSecret"),
        row(
            "the file lacks the RPC secret, and Drone is down: it may have one",
            wired().without(Variable.DRONE_RPC_SECRET).noDrone(),
            "5 drone.ready",
            "GenerateRpcSecret"),
        row(
            "a run died after it stored the client and before it stored the RPC secret",
            wired()
                .without(Variable.DRONE_RPC_SECRET)
                .pendingApp("Drone gitea-drone-0123456789abcdef")
                .noDrone(),
            "GenerateRpcSecret, ForgetPending"),
        row(
            "the file lacks the RPC secret, and something in front of Drone answers",
            wired().without(Variable.DRONE_RPC_SECRET).drone(RpcProbe.UNKNOWN),
            "5 drone.ready",
            "GenerateRpcSecret"),
        row(
            "the file lacks the secret of a client that is not ours, and Drone is down",
            wired()
                .noApps()
                .without(Variable.DRONE_GITEA_CLIENT_SECRET)
                .gitea(ClientProbe.UNKNOWN)
                .noDrone(),
            "5 drone.ready",
            "CreateApp"));
  }

  private static Stream<Row> rotations() {
    return Stream.of(
        row(
            "a rotation is on record, and Gitea accepts the file's secret",
            wired().pendingRotation("id"),
            "ForgetPending"),
        row(
            "a rotation is on record, and neither file nor Drone has the new secret",
            wired()
                .pendingRotation("id")
                .gitea(ClientProbe.WRONG_SECRET)
                .drone(ClientProbe.WRONG_SECRET),
            "MintClientSecret!"),
        row(
            "a rotation is on record, and the running Drone has the new secret",
            wired().pendingRotation("id").gitea(ClientProbe.WRONG_SECRET),
            "3 oauth.secret",
            "MintClientSecret!"),
        row(
            "a rotation is on record, the file's secret is wrong, and Drone is down",
            wired().pendingRotation("id").gitea(ClientProbe.WRONG_SECRET).noDrone(),
            "5 drone.ready",
            "MintClientSecret!"),
        row(
            "a rotation is on record, and its application is gone",
            wired()
                .pendingRotation("gone")
                .gitea(ClientProbe.WRONG_SECRET)
                .drone(ClientProbe.WRONG_SECRET),
            "3 oauth.secret",
            "MintClientSecret!"));
  }

  private static Stream<Row> redirectUris() {
    return Stream.of(
        row(
            "the redirect URI was changed by hand, and Drone sends ours",
            wired().app("id", OLD).gitea(ClientProbe.WRONG_REDIRECT),
            "RepairApp"),
        row(
            "the redirect URI was changed by hand, and there is no password for the form",
            wired().app("id", OLD).gitea(ClientProbe.WRONG_REDIRECT).noPassword(),
            "3 drone.redirect-uri",
            "RepairApp!"),
        row(
            "the address is another one, and nothing answers there",
            wired().app("id", OLD).gitea(ClientProbe.WRONG_REDIRECT).noDrone(),
            ""),
        row(
            "the address is another one, nothing answers there, and there is no password",
            wired().app("id", OLD).gitea(ClientProbe.WRONG_REDIRECT).noDrone().noPassword(),
            "3 drone.redirect-uri",
            "RepairApp!"),
        row(
            "the address is that of another Drone",
            wired()
                .app("id", OLD)
                .gitea(ClientProbe.WRONG_REDIRECT)
                .drone("other", WANTED, ClientProbe.RIGHT, RpcProbe.RIGHT),
            "3 oauth.secret",
            ""));
  }

  private static Stream<Row> rpcSecrets() {
    return Stream.of(
        row(
            "the file lacks the RPC secret, and so does the running Drone",
            wired().without(Variable.DRONE_RPC_SECRET).drone(RpcProbe.SERVER_HAS_NONE),
            "GenerateRpcSecret"),
        row(
            "the file lacks the RPC secret, and the running Drone has one",
            wired().without(Variable.DRONE_RPC_SECRET).drone(RpcProbe.WRONG),
            "3 drone.rpc-secret",
            "GenerateRpcSecret!"),
        row(
            "Drone has another RPC secret, which no rotation from here replaced",
            wired().drone(RpcProbe.WRONG),
            "3 drone.rpc-secret",
            ""),
        row(
            "Drone has the RPC secret from before a rotation",
            wired().replacedRpc("old").drone(RpcProbe.REPLACED),
            ""),
        row("the RPC secret is a short one", wired().with(Variable.DRONE_RPC_SECRET, "short"), ""));
  }

  @ParameterizedTest
  @MethodSource("policy")
  void plans(Row row) {
    assertThat(plan(row, false)).isEqualTo(row.plan());
    assertThat(plan(row, true)).isEqualTo(row.withLeave());
  }

  private static String plan(Row row, boolean allowRotate) {
    return PlanText.of(
        new WiringPlanner(TestConfig.desired(), RunOptions.DEFAULT.withAllowRotate(allowRotate))
            .plan(row.scene().seen()));
  }
}
