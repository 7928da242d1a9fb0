package dev.giteadrone.reconcile.canary;

import dev.giteadrone.drone.PipelineText;
import dev.giteadrone.model.desired.CanaryTarget;
import dev.giteadrone.model.desired.RunnerType;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes the canary's {@code .drone.yml}: one small pipeline for each type of runner, named after
 * the type.
 *
 * <p>Without {@code platform} Drone assumes linux/amd64, and a runner on another architecture never
 * takes the build.
 */
final class CanaryPipeline {
  /** The path where Drone looks for it. */
  static final String PATH = ".drone.yml";

  private CanaryPipeline() {}

  /**
   * Returns the text of the file.
   *
   * @param nonce letters, digits and hyphens, different for each canary. It makes each commit
   *     different, and tells a clone of this commit from a clone of an older one.
   */
  static String render(CanaryTarget target, Collection<RunnerType> runners, String nonce) {
    if (!nonce.matches("[A-Za-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("nonce with other than letters, digits and hyphens");
    }
    if (runners.isEmpty()) {
      throw new IllegalArgumentException("no runner to prove");
    }
    return """
    # Written by gitea-drone to prove that Gitea, Drone and its runners work together.
    # Each verification rewrites it: %s
    """
            .formatted(nonce)
        + new TreeSet<>(runners)
            .stream()
                .map(type -> pipeline(target, type, nonce))
                .collect(Collectors.joining("---\n"));
  }

  private static String pipeline(CanaryTarget target, RunnerType type, String nonce) {
    StringBuilder out = new StringBuilder();
    out.append("kind: pipeline\ntype: ").append(type.label());
    out.append("\nname: ").append(type.label()).append('\n');
    if (!target.arch().equals(CanaryTarget.USUAL_ARCH)) {
      out.append("platform:\n  os: linux\n  arch: ")
          .append(PipelineText.quoted(target.arch()))
          .append('\n');
    }
    if (!target.withClone()) {
      out.append("clone:\n  disable: true\n");
    }
    out.append("steps:\n  - name: prove\n");
    if (type == RunnerType.DOCKER) {
      out.append("    image: ").append(PipelineText.quoted(target.image()));
      out.append("\n    pull: ").append(PipelineText.quoted(target.pull())).append('\n');
    }
    out.append("    commands:\n");
    out.append("      - ")
        .append(PipelineText.quoted("echo gitea-drone canary " + nonce + " at $DRONE_COMMIT"))
        .append('\n');
    if (target.withClone()) {
      // Drone read this nonce from the pushed commit. A clone that contains it is a clone of that
      // commit. The check needs no git in the image.
      out.append("      - ")
          .append(PipelineText.quoted("grep -q " + nonce + " " + PATH))
          .append('\n');
    }
    return out.toString();
  }
}
