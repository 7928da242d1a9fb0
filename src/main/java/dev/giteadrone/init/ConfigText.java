package dev.giteadrone.init;

import dev.giteadrone.init.rules.Scalars;

/**
 * Writes {@code gitea-drone.yaml}: values that differ from the defaults, and those that people look
 * for.
 */
final class ConfigText {
  private ConfigText() {}

  /** The whole file. */
  static String of(Answers answers) {
    StringBuilder out = new StringBuilder();
    line(out, 0, "# Gitea and Drone of one host. All keys: gitea-drone explain");
    line(out, 0, "gitea:");
    line(out, 1, "url: " + Scalars.of(answers.giteaUrl()));
    line(out, 1, "admin:");
    line(out, 2, "username: " + Scalars.of(answers.username()));
    line(out, 2, "email: " + Scalars.of(answers.email()));
    if (!answers.cli().isEmpty()) {
      line(out, 2, "# The prefix of Gitea's own command line, to create the first administrator.");
      line(out, 2, "cli: " + Scalars.list(answers.cli()));
    }
    line(out, 0, "drone:");
    line(out, 1, "url: " + Scalars.of(answers.droneUrl()));
    line(out, 1, "# Each of them must build the canary.");
    line(out, 1, "runners: " + Scalars.list(answers.runners()));
    line(out, 0, "secrets:");
    line(out, 1, "# What the host reads: dotenv text in the key " + Answers.KEY + ".");
    line(out, 1, "file: " + Scalars.of(answers.secretsFile()));
    line(out, 1, "key: " + Answers.KEY);
    answers
        .host()
        .ifPresent(host -> {
          line(out, 1, "# The recipient whose key the host decrypts it with.");
          line(out, 1, "host: " + Scalars.of(host));
        });
    line(out, 1, "# The administrator's password and tokens, only for the operator.");
    line(out, 1, "admin: " + Scalars.of(answers.adminFile()));
    if (!answers.deploy().isEmpty()) {
      line(out, 0, "deploy:");
      line(out, 1, "# Runs when the running Drone does not have what the file has.");
      line(out, 1, "command: " + Scalars.list(answers.deploy()));
    }
    canary(out, answers.canary());
    return out.toString();
  }

  private static void canary(StringBuilder out, Answers.Canary canary) {
    Answers.Canary usual = Answers.Canary.DEFAULT;
    if (canary.equals(usual)) {
      return;
    }
    line(out, 0, "verify:");
    line(out, 1, "# The build that verifies it.");
    line(out, 1, "canary:");
    if (!canary.image().equals(usual.image())) {
      line(out, 2, "image: " + Scalars.of(canary.image()));
    }
    if (!canary.pull().equals(usual.pull())) {
      line(out, 2, "pull: " + Scalars.of(canary.pull()));
    }
    if (canary.withClone() != usual.withClone()) {
      line(out, 2, "clone: " + canary.withClone());
    }
  }

  private static void line(StringBuilder out, int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }
}
