package dev.giteadrone.model.server;

/** A Drone account. */
public record DroneUser(String login, boolean admin, boolean active, boolean machine) {
  /** Whether it can be used, and is an administrator's. */
  public boolean isActiveAdmin() {
    return admin && active;
  }
}
