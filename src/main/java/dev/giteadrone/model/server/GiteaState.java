package dev.giteadrone.model.server;

/** The result of one request to Gitea's {@code /api/healthz}. */
public sealed interface GiteaState {
  /** Serves requests. */
  record Ready() implements GiteaState {}

  /** The install page is up: {@code INSTALL_LOCK} is not set, and there is no API. */
  record Installing() implements GiteaState {}

  /**
   * Not reachable, or not ready yet.
   *
   * @param seen what was seen instead
   */
  record NotReady(String seen) implements GiteaState {}

  /** Not reachable, and this will not heal by itself soon. */
  record Blocked(Obstacle obstacle) implements GiteaState {}
}
