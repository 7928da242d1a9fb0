package dev.giteadrone.faults;

import java.time.Duration;

/** What is slow about a host. */
sealed interface Trouble {
  /** How long a stopped server stands still: 20 s at a tenth. */
  Duration STOPPED = Duration.ofSeconds(2);

  /** Nothing. */
  record None() implements Trouble {}

  /**
   * Each answer of a server comes late.
   *
   * @param gitea whether it is Gitea; else it is Drone
   * @param onceDeployed only after a deploy
   */
  record Late(boolean gitea, Duration by, boolean onceDeployed) implements Trouble {}

  /** The first answer to this path comes late. */
  record LateOnce(String path, Duration by) implements Trouble {}

  /** The answer to this request, counted from 0, is lost, though what it asks for is done. */
  record Lost(int at) implements Trouble {}

  /** At this request, counted from 0, its server stands still for a while. */
  record Stopped(int at) implements Trouble {}
}
