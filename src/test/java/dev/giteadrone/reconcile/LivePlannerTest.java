package dev.giteadrone.reconcile;

import static dev.giteadrone.reconcile.WiringScene.WANTED;
import static dev.giteadrone.reconcile.WiringScene.wired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.RpcProbe;
import dev.giteadrone.reconcile.live.LivePlanner;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The policy of deploys: what the running Drone shows, and what is planned with and without a
 * deploy command.
 */
final class LivePlannerTest {
  private static final String OLD = "https://old.example.org/login";
  private static final String MISTYPED = "http://127.0.0.1:3031/login";

  /**
   * A row.
   *
   * @param leave whether {@code --allow-rotate} is given
   * @param plan what is planned
   * @param byHand what is planned where the operator deploys by hand
   */
  record Row(String found, WiringScene scene, boolean leave, String plan, String byHand) {
    @Override
    public String toString() {
      return found;
    }
  }

  private static Row row(String found, WiringScene scene, String plan, String byHand) {
    return new Row(found, scene, false, plan, byHand);
  }

  private static Row withLeave(String found, WiringScene scene, String plan, String byHand) {
    return new Row(found + ", and --allow-rotate is given", scene, true, plan, byHand);
  }

  static Stream<Row> policy() {
    return Stream.of(
        row("the running Drone has what the file has", wired(), "", ""),
        row("Drone is down", wired().noDrone(), "Deploy", "8 drone.ready"),
        row(
            "Drone runs with another client id",
            wired().drone("other", WANTED, ClientProbe.WRONG_SECRET, RpcProbe.RIGHT),
            "Deploy",
            "8 drone.client-id"),
        row(
            "Drone runs with a client that Gitea does not know",
            wired().drone(ClientProbe.UNKNOWN_CLIENT),
            "Deploy",
            "8 drone.client-id"),
        row(
            "Drone's client secret is stale",
            wired().drone(ClientProbe.WRONG_SECRET),
            "Deploy",
            "8 drone.client-secret"),
        row(
            "Drone has no RPC secret",
            wired().drone(RpcProbe.SERVER_HAS_NONE),
            "Deploy",
            "8 drone.rpc-secret"),
        row("nothing is known of Drone's RPC secret", wired().drone(RpcProbe.UNKNOWN), "", ""),
        row("Drone is the OSS build", wired().drone(RpcProbe.NO_RUNNER_API), "", ""),
        row("Drone does not reach Gitea", wired().drone(ClientProbe.UNKNOWN), "", ""),
        row(
            "Drone came back with another valid client",
            wired().app("new", WANTED).drone("new", WANTED, ClientProbe.RIGHT, RpcProbe.RIGHT),
            "3 oauth.secret",
            "3 oauth.secret"),
        row(
            "Drone has another RPC secret, which no rotation from here replaced",
            wired().drone(RpcProbe.WRONG),
            "3 drone.rpc-secret",
            "3 drone.rpc-secret"),
        withLeave(
            "Drone has another RPC secret",
            wired().drone(RpcProbe.WRONG),
            "Deploy",
            "8 drone.rpc-secret"),
        row(
            "Drone has the RPC secret from before a rotation",
            wired().replacedRpc("old").drone(RpcProbe.REPLACED),
            "Deploy, ForgetPending",
            "8 drone.rpc-secret"),
        row(
            "Drone has the RPC secret of a rotation that is still on record",
            wired().replacedRpc("old"),
            "ForgetPending",
            "ForgetPending"),
        row(
            "a rotation of the RPC secret is on record, and Drone is down",
            wired().replacedRpc("old").noDrone(),
            "Deploy, ForgetPending",
            "8 drone.ready"),
        row(
            "the application lacks the redirect URI, and nothing answers there: the address may be mistyped",
            wired().app("id", OLD).gitea(ClientProbe.WRONG_REDIRECT).noDrone(),
            "Deploy, AddRedirect, DropRedirects",
            "8 drone.ready"),
        row(
            "the application lacks the redirect URI, and the Drone there sends the old one",
            wired()
                .app("id", OLD)
                .gitea(ClientProbe.WRONG_REDIRECT)
                .drone("id", OLD, ClientProbe.RIGHT, RpcProbe.RIGHT),
            "Deploy, AddRedirect, DropRedirects",
            "8 drone.redirect-uri"),
        row(
            "a move is on record, and Drone is seen at its new address",
            wired().app("id", OLD, WANTED).moving(OLD, WANTED),
            "DropRedirects",
            "DropRedirects"),
        row(
            "a move is on record, Drone is seen at its new address, and there is no password",
            wired().app("id", OLD, WANTED).moving(OLD, WANTED).noPassword(),
            "",
            ""),
        row(
            "a move is on record, and Drone still sends the old redirect URI",
            wired()
                .app("id", OLD, WANTED)
                .moving(OLD, WANTED)
                .drone("id", OLD, ClientProbe.RIGHT, RpcProbe.RIGHT),
            "",
            ""),
        row(
            "a mistyped address is on record, and the right one is configured again",
            wired().app("id", WANTED, MISTYPED).moving(WANTED, MISTYPED),
            "DropRedirects",
            "DropRedirects"),
        row(
            "the application has another redirect URI that no move recorded",
            wired().app("id", OLD, WANTED),
            "",
            ""),
        row("the last deploy failed", wired().deployUndone(), "Deploy", "8 drone.ready"));
  }

  @ParameterizedTest
  @MethodSource("policy")
  void plans(Row row) {
    Desired deploys = TestConfig.desired();

    assertThat(plan(deploys, row)).isEqualTo(row.plan());
    assertThat(plan(TestConfig.withoutDeploy(deploys), row)).isEqualTo(row.byHand());
  }

  private static String plan(Desired desired, Row row) {
    return PlanText.of(
        new LivePlanner(desired, RunOptions.DEFAULT.withAllowRotate(row.leave()))
            .plan(row.scene().seen(), false));
  }
}
