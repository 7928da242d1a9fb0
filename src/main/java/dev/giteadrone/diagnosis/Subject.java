package dev.giteadrone.diagnosis;

import dev.giteadrone.model.result.ProblemId;
import java.util.Arrays;
import java.util.List;

/** What a problem is about; {@code explain} groups its list by it, in this order. */
public enum Subject {
  SECRETS("Secrets files", "sops secrets"),
  GITEA("Gitea", "gitea admin oauth"),
  DRONE("Drone", "drone"),
  BUILDS("Builds", "webhook runner status"),
  DEPLOY("Deploy", "deploy"),
  RUN("Runs and rotations", "run rotate tool"),
  REPORT("Reports of several hosts", "report fleet"),
  CONFIG("Configuration", "config"),
  INIT("The command init", "init"),
  SANDBOX("Sandbox", "sandbox"),
  TESTING("Java tests", "testing");

  private final String title;

  /** The first parts of the ids, with a blank between them. */
  private final String prefixes;

  Subject(String title, String prefixes) {
    this.title = title;
    this.prefixes = prefixes;
  }

  /** The heading. */
  public String title() {
    return title;
  }

  /** Its problems, in the order of a run. */
  public List<ProblemId> problems() {
    return Arrays.stream(ProblemId.values())
        .filter(id -> List.of(prefixes.split(" ")).contains(id.subject()))
        .toList();
  }
}
