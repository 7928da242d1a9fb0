package dev.giteadrone;

import dev.giteadrone.http.Http;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.run.Connections;
import dev.giteadrone.run.RealConnections;
import java.util.Map;

/** The whole program as a library: makes a Gitea and a Drone work together, and proves it. */
public final class GiteaDrone {
  private final Desired desired;
  private final RunOptions options;
  private final Progress progress;
  private final Connections connections;

  private GiteaDrone(
      Desired desired, RunOptions options, Progress progress, Connections connections) {
    this.desired = desired;
    this.options = options;
    this.progress = progress;
    this.connections = connections;
  }

  /**
   * A program for one pair of servers.
   *
   * @param progress hears what a run is doing while it does it
   */
  public static GiteaDrone of(Desired desired, RunOptions options, Progress progress) {
    return of(desired, options, progress, System.getenv());
  }

  /**
   * The same with an environment that is not this process's.
   *
   * @param environment what sops and other children inherit, as far as they may
   */
  public static GiteaDrone of(
      Desired desired, RunOptions options, Progress progress, Map<String, String> environment) {
    return of(desired, options, progress, new RealConnections(environment));
  }

  /**
   * The same with the world outside decorated, for tests of crashes and faults.
   *
   * @param connections makes the gateways of a run
   */
  static GiteaDrone of(
      Desired desired, RunOptions options, Progress progress, Connections connections) {
    return new GiteaDrone(desired, options, progress, connections);
  }

  /**
   * Begins to load in the background what every run needs; worth calling first thing in a process,
   * before its arguments and the configuration are read.
   */
  public static void preload() {
    Http.preload();
  }

  /**
   * What {@link #bootstrap} would do: the first open stage exactly, the later ones in words.
   * Changes nothing.
   */
  public RunReport plan() {
    return commands().plan();
  }

  /** Access, wiring, live, verification, in turn. What goes wrong is part of the report. */
  public RunReport bootstrap() {
    return commands().bootstrap();
  }

  /** Proves that all is as it should be, as far as the level of the options says. */
  public RunReport verify() {
    return commands().verify();
  }

  /**
   * Proves what the host can prove by itself: no admin file is read, and a secrets file that no key
   * here decrypts leaves its checks "not run". The level is basic.
   */
  public RunReport verifyOnHost() {
    return commands().verifyOnHost();
  }

  /** Rotates a secret that works, then deploys and verifies as {@link #bootstrap} does. */
  public RunReport rotate(Rotation what) {
    return rotate(what, false);
  }

  /**
   * The same.
   *
   * @param dataKey whether the files it lies in get a new data key first, so that who once could
   *     read them cannot read the new secret
   */
  public RunReport rotate(Rotation what, boolean dataKey) {
    return commands().rotate(what, dataKey);
  }

  /**
   * Has Drone create the webhooks again that still call an address it no longer has, and deletes
   * the old ones in Gitea. A repository where that fails is listed, and the next one is tried.
   *
   * @param dryRun only show it, change nothing
   */
  public RunReport repairRepositories(boolean dryRun) {
    return commands().repair(dryRun);
  }

  /**
   * Removes what this program made, known by its marks: canary, application, access token, and
   * their values in the files. Never users, never applications it only adopted.
   *
   * @param dryRun only show it, change nothing
   */
  public RunReport destroy(boolean dryRun) {
    return destroy(dryRun, false);
  }

  /**
   * The same.
   *
   * @param allTokens whether access tokens of this Drone go, too, that the admin file does not
   *     name; another clone may use them
   */
  public RunReport destroy(boolean dryRun, boolean allTokens) {
    return commands().destroy(dryRun, allTokens);
  }

  private Commands commands() {
    return new Commands(desired, options, progress, connections);
  }
}
