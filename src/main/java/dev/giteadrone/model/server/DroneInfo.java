package dev.giteadrone.model.server;

/** What one look at the Drone server says. */
public sealed interface DroneInfo {
  /**
   * It answers.
   *
   * @param version such as {@code 1.10.1}
   * @param oss whether it is the OSS build, which has no runner API at all
   */
  record Running(String version, boolean oss) implements DroneInfo {}

  /** It does not, or something else answers in its place. */
  sealed interface Unreachable extends DroneInfo {
    /** What came instead. */
    String seen();
  }

  /**
   * There is no Drone: the connection is refused, a proxy says that nothing is behind it, or
   * something else answers. It may never have been deployed.
   *
   * @param seen what came instead
   */
  record Down(String seen) implements Unreachable {}

  /**
   * There may well be one: no answer in time, or a connection that broke off in the middle. It says
   * nothing about what is deployed, so nothing is deployed for it.
   *
   * @param seen what came instead
   */
  record Late(String seen) implements Unreachable {}
}
