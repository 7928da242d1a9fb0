package dev.giteadrone.sandbox;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.process.Programs;

/** The Giteas that the tests run on, each built by {@code build-servers}. */
public enum GiteaVersion {
  /** The newest that is available as a Go module; every sandbox uses it. */
  V1_26("1.26.0", Programs.GITEA),
  /** The one before it, whose forms carry {@code _csrf}. */
  V1_25("1.25.5", Programs.GITEA + "-1.25");

  private final String version;
  private final String program;

  GiteaVersion(String version, String program) {
    this.version = version;
    this.program = program;
  }

  /** As its API tells it. */
  public String version() {
    return version;
  }

  /** Starts a sandbox on it. */
  public Sandbox start(SandboxOptions options) {
    return Sandbox.start(options, Programs.ofEnvironment().withGitea(program), Progress.SILENT);
  }

  @Override
  public String toString() {
    return version;
  }
}
