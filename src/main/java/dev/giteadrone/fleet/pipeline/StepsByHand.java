package dev.giteadrone.fleet.pipeline;

import dev.giteadrone.fleet.kept.ReportsToken;
import dev.giteadrone.model.desired.RunnerType;
import java.util.ArrayList;
import java.util.List;

/** What the file cannot do: it holds no secrets and starts nothing by itself. */
public final class StepsByHand {
  private StepsByHand() {}

  /** Lines for people. */
  public static List<String> of(PipelineOptions options) {
    List<String> lines = new ArrayList<>();
    lines.add("Left to do, once:");
    lines.add("  1. Commit this .drone.yml beside the configurations, in a repository that is");
    lines.add("     active in Drone.");
    lines.add("  2. In Gitea, create an access token with the scope write:package");
    lines.add("     (Settings > Applications) for a user who may write the packages of the owner.");
    lines.add("  3. In Drone, add two secrets to the repository (Settings > Secrets), both");
    lines.add("     without \"Allow Pull Requests\":");
    lines.add(
        "       %-26s the age key that decrypts the files".formatted(DronePipeline.KEY_SECRET));
    lines.add("       %-26s that token".formatted(ReportsToken.SECRET));
    lines.add(
        "  4. In Drone, add a cron job (Settings > Cron Jobs)"
            + options.cron().map(name -> ", with the name " + name).orElse("")
            + ".");
    lines.add(
        options.runner() == RunnerType.EXEC
            ? "  5. On each machine with a runner, install gitea-drone, sops and git."
            : "  5. Give each machine with a runner access to the image " + options.image() + ".");
    if (options.builds()) {
      lines.add("If this Drone is one of the hosts: the check of it waits for a build, while its");
      lines.add(
          "stage occupies a runner. Give each runner two slots (DRONE_RUNNER_CAPACITY=2), or");
      lines.add("use --level login.");
    }
    lines.add("Start it now: in Drone, open the repository, then New Build.");
    return lines;
  }
}
