package dev.giteadrone.reconcile;

import dev.giteadrone.model.Desired;
import dev.giteadrone.model.DroneInfo;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.HostSecrets;
import dev.giteadrone.model.LiveClient;
import dev.giteadrone.model.LiveObserved;
import dev.giteadrone.model.OAuthApp;
import dev.giteadrone.model.Plan;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.RpcProbe;
import dev.giteadrone.model.Stage;
import dev.giteadrone.model.Step;
import java.util.ArrayList;
import java.util.List;

/** Decides whether the running Drone lacks what the file has. */
final class LivePlanner {
  private final Desired desired;

  LivePlanner(Desired desired) {
    this.desired = desired;
  }

  Plan plan(HostSecrets host, LiveObserved live) {
    List<String> lacks = lacks(host, live);
    if (lacks.isEmpty()) {
      return Plan.of(Stage.LIVE, List.of());
    }
    String why = String.join("; ", lacks);
    if (!desired.deploy().command().isEmpty()) {
      return Plan.of(Stage.LIVE, List.of(new Step.Deploy(desired.deploy().command(), why)));
    }
    return new Plan(
        Stage.LIVE,
        List.of(),
        List.of(
            new Plan.Refusal(
                "deploy",
                ExitCode.DEPLOY_PENDING,
                Problem.of(
                    "drone.client-secret",
                    "looking at the running Drone",
                    why,
                    "deploy now, then run gitea-drone bootstrap again"))),
        List.of());
  }

  /** What the running Drone lacks that a deploy would give it, in words; empty if nothing. */
  static List<String> lacks(HostSecrets host, LiveObserved live) {
    List<String> lacks = new ArrayList<>();
    if (live.info() instanceof DroneInfo.Unreachable(String seen)) {
      lacks.add("Drone does not answer: " + seen);
      return lacks;
    }
    live.client()
        .ifPresentOrElse(
            client -> client(host, client, lacks), () -> lacks.add("its login leads nowhere"));
    if (live.rpc() == RpcProbe.WRONG) {
      lacks.add("its RPC secret is another than the file's");
    } else if (live.rpc() == RpcProbe.SERVER_HAS_NONE) {
      lacks.add("it has no RPC secret");
    }
    return lacks;
  }

  private static void client(HostSecrets host, LiveClient client, List<String> lacks) {
    String wanted = host.clientId().orElse("");
    if (!client.clientId().equals(wanted)) {
      lacks.add(
          client.clientId().isEmpty()
              ? "it runs without a client id"
              : "it runs with client "
                  + OAuthApp.shown(client.clientId())
                  + ", the file has "
                  + OAuthApp.shown(wanted));
      return;
    }
    switch (client.probe()) {
      case WRONG_SECRET -> lacks.add("its client secret is stale");
      case UNKNOWN_CLIENT -> lacks.add("Gitea does not know its client " + client.clientId());
      // Not what a deploy of the file's secrets would change: verification tells.
      case RIGHT, WRONG_REDIRECT, UNKNOWN -> {}
    }
  }
}
