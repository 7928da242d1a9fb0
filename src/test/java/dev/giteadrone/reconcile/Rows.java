package dev.giteadrone.reconcile;

import dev.giteadrone.model.server.GiteaUser;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the planners' tables write a plan, and whom they know. */
final class Rows {
  static final String NAME = "my-admin";
  static final GiteaUser ADMIN = new GiteaUser(1, NAME, "me@example.org", true, true);
  static final GiteaUser ORDINARY = new GiteaUser(1, NAME, "me@example.org", false, true);
  static final GiteaUser ROOT = new GiteaUser(2, "root", "root@example.org", true, true);
  static final GiteaUser STRANGER = new GiteaUser(3, "someone", "s@example.org", false, true);

  private Rows() {}

  /** Its steps, or what it refuses with the exit code, then its warnings; one a line. */
  static List<String> of(Plan plan) {
    List<String> steps =
        plan.steps().stream()
            .map(Step::line)
            .map(line -> line.label() + ": " + line.describe())
            .toList();
    List<String> refusals =
        plan.refusals().stream()
            .map(refusal -> "exit " + refusal.exitCode().code() + ": " + refusal.problem().seen())
            .toList();
    List<String> warnings = plan.warnings().stream().map(text -> "warning: " + text).toList();
    return Stream.of(steps, refusals, warnings)
        .flatMap(List::stream)
        .collect(Collectors.toUnmodifiableList());
  }
}
