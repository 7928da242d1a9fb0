package dev.giteadrone.drone;

import dev.giteadrone.diagnosis.Case;
import java.util.Arrays;
import java.util.List;

/**
 * Drone's own refusals, in the order in which they are tried. The texts come from the source of
 * Drone 1.10.1 ({@code handler/web/login.go}, {@code plugin/admission}) and from Gitea's OAuth2
 * errors, which Drone passes on.
 */
// A case and a list of texts are immutable.
@SuppressWarnings("ImmutableEnumChecker")
enum DroneRefusal {
  WRONG_SECRET("client-secret"),
  UNKNOWN_CLIENT("client-id"),
  WRONG_REDIRECT("redirect-uri"),
  NO_PKCE("pkce", "invalid_request"),
  MACHINE("machine", "machine account"),
  BLOCKED("blocked", "account is not active"),
  CLOSED("closed", "registration is disabled"),
  FILTERED("filter", "approved organization"),
  LICENCE("licence", "user limit exceeded"),
  NO_STATE("state", "invalid state"),
  NO_TRUST("certificate", "x509"),
  UNREACHABLE("unreachable"),
  OTHER("other");

  private final Case message;
  private final List<String> signs;

  DroneRefusal(String key, String... signs) {
    this.message = LoginRefusals.message(key, "words");
    this.signs = List.of(signs);
  }

  /** Its message. Its last value is what Drone says. */
  Case message() {
    return message;
  }

  static DroneRefusal of(LoginError error) {
    return switch (error.probe()) {
      case WRONG_SECRET -> WRONG_SECRET;
      case UNKNOWN_CLIENT -> UNKNOWN_CLIENT;
      case WRONG_REDIRECT -> WRONG_REDIRECT;
      case RIGHT, UNKNOWN ->
          Arrays.stream(values())
              .filter(each -> each.signs.stream().anyMatch(error::has))
              .findFirst()
              .orElse(error.noConnection() ? UNREACHABLE : OTHER);
    };
  }
}
