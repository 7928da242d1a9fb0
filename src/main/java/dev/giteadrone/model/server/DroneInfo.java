package dev.giteadrone.model.server;

/** The result of one request to the Drone server. */
public sealed interface DroneInfo {
  /**
   * It answers.
   *
   * @param version such as {@code 1.10.1}
   * @param oss whether it is the OSS build, which has no runner API at all
   */
  record Running(String version, boolean oss) implements DroneInfo {}

  /** It does not answer, or another server answers instead. */
  sealed interface Unreachable extends DroneInfo {
    /** What was seen instead. */
    String seen();
  }

  /**
   * There is no Drone: the connection is refused, a proxy says that nothing is behind it, or
   * something else answers. It may never have been deployed.
   *
   * @param seen what was seen instead
   */
  record Down(String seen) implements Unreachable {}

  /**
   * Drone may exist: no answer in time, or a connection that broke off. This does not show what is
   * deployed, so it is no reason for a deploy.
   *
   * @param seen what was seen instead
   */
  record Late(String seen) implements Unreachable {}
}
