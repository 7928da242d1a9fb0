package dev.giteadrone.model;

/** What one look at the Drone server says. */
public sealed interface DroneInfo {
  /**
   * It answers.
   *
   * @param version such as {@code 1.10.1}
   * @param oss whether it is the OSS build, which has no runner API at all
   */
  record Running(String version, boolean oss) implements DroneInfo {}

  /**
   * It does not, or something else answers in its place.
   *
   * @param seen what came instead
   */
  record Unreachable(String seen) implements DroneInfo {}
}
