package dev.giteadrone.model.server;

/** What one look at Gitea's {@code /api/healthz} says. */
public sealed interface GiteaState {
  /** Serves requests. */
  record Ready() implements GiteaState {}

  /** The install page is up: {@code INSTALL_LOCK} is not set, and there is no API. */
  record Installing() implements GiteaState {}

  /**
   * Not (yet) there.
   *
   * @param seen what came instead
   */
  record NotReady(String seen) implements GiteaState {}
}
