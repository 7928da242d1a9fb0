package dev.giteadrone.drone;

import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.server.DroneLogin.Refused;

/**
 * Explains Drone's own refusals. The texts come from the source of Drone 1.10.1 ({@code
 * handler/web/login.go}, {@code plugin/admission}) and from Gitea's OAuth2 errors, which Drone
 * passes on.
 */
final class DroneRefusals {
  private final String summary;
  private final String username;

  DroneRefusals(String summary, String username) {
    this.summary = summary;
    this.username = username;
  }

  Refused of(String at, LoginError error) {
    return switch (error.probe()) {
      case WRONG_SECRET ->
          refused(
              at,
              error,
              "the running Drone has another client secret than Gitea's application",
              "restart Drone with the stored secret (deploy), or run gitea-drone bootstrap");
      case UNKNOWN_CLIENT ->
          refused(
              at,
              error,
              "Gitea has no OAuth2 application with the running Drone's client id",
              "gitea-drone bootstrap, and deploy");
      case WRONG_REDIRECT ->
          refused(
              at,
              error,
              "the OAuth2 application has another redirect URI than Drone",
              "gitea-drone bootstrap repairs it");
      case RIGHT, UNKNOWN -> ofDrone(at, error);
    };
  }

  private Refused ofDrone(String at, LoginError error) {
    if (error.has("invalid_request")) {
      return refused(
          at,
          error,
          "the OAuth2 application is a public client, for which Gitea requires PKCE,"
              + " but Drone has no PKCE",
          "gitea-drone bootstrap makes it confidential");
    }
    if (error.has("machine account")) {
      return refused(
          at,
          error,
          username + " is a machine account in Drone, and those cannot log in",
          "create the account in Drone without machine:true (DRONE_USER_CREATE), or use its token"
              + " as DRONE_TOKEN");
    }
    if (error.has("account is not active")) {
      return refused(
          at,
          error,
          "an administrator of Drone has blocked " + username,
          "unblock it: drone user update --active");
    }
    if (error.has("registration is disabled")) {
      return refused(
          at,
          error,
          "Drone has no account " + username + ", and DRONE_REGISTRATION_CLOSED is set",
          "set DRONE_USER_CREATE=username:" + username + ",admin:true and restart Drone (deploy)");
    }
    if (error.has("approved organization")) {
      return refused(
          at,
          error,
          "DRONE_USER_FILTER does not list " + username + " or an organization of it",
          "add " + username + " to DRONE_USER_FILTER and restart Drone (deploy)");
    }
    if (error.has("user limit exceeded")) {
      return refused(
          at,
          error,
          "Drone's licence allows no more users",
          "delete a user, or build Drone with the tag nolimit");
    }
    if (error.has("invalid state")) {
      return refused(
          at,
          error,
          "Drone's state cookie did not come back",
          "check that the proxy passes cookies and that DRONE_SERVER_PROTO matches drone.url");
    }
    return ofConnection(at, error);
  }

  private Refused ofConnection(String at, LoginError error) {
    if (error.has("x509")) {
      return refused(
          at,
          error,
          "Drone does not trust Gitea's certificate",
          "give Drone's process the certificate authority (SSL_CERT_FILE), and restart it");
    }
    if (error.noConnection()) {
      return refused(
          at,
          error,
          "Drone cannot reach Gitea at DRONE_GITEA_SERVER",
          "check that name and port from Drone's host or container, and the firewall");
    }
    return refused(at, error, "", "look at Drone's log");
  }

  private Refused refused(String at, LoginError error, String cause, String next) {
    String seen =
        error.words().isEmpty()
            ? "Drone refuses, and gives no reason"
            : "Drone says: " + error.words();
    return new Refused(
        at, new Problem(CheckId.DRONE_LOGIN.id(), summary, seen, cause, next), false);
  }
}
