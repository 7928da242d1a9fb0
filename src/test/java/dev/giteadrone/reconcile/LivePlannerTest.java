package dev.giteadrone.reconcile;

import static dev.giteadrone.reconcile.WiringScene.WANTED;
import static dev.giteadrone.reconcile.WiringScene.wired;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.Scene;
import dev.giteadrone.model.AdminWay;
import dev.giteadrone.model.ClientProbe;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.RpcProbe;
import dev.giteadrone.model.WiringObserved;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The policy of deploys: what the running Drone shows, and what is planned with and without a
 * deploy command.
 */
final class LivePlannerTest {

  /**
   * A row.
   *
   * @param plan what is planned
   * @param byHand what is planned where the operator deploys by hand
   */
  record Row(String found, WiringScene scene, String plan, String byHand) {
    @Override
    public String toString() {
      return found;
    }
  }

  private static Row row(String found, WiringScene scene, String plan, String byHand) {
    return new Row(found, scene, plan, byHand);
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
        row("the last deploy failed", wired().deployUndone(), "Deploy", "8 drone.ready"));
  }

  @ParameterizedTest
  @MethodSource("policy")
  void plans(Row row) {
    Desired deploys = Scene.desired(AdminWay.AUTO, Optional.empty());

    assertThat(plan(deploys, row)).isEqualTo(row.plan());
    assertThat(plan(Scene.withoutDeploy(deploys), row)).isEqualTo(row.byHand());
  }

  private static String plan(Desired desired, Row row) {
    WiringObserved seen = row.scene().seen();
    return PlanText.of(new LivePlanner(desired).plan(seen.host(), seen.live()));
  }
}
