package dev.giteadrone.init;

import dev.giteadrone.io.ShellQuoting;
import dev.giteadrone.model.CanaryTarget;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.HostKey;
import dev.giteadrone.model.RunnerType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be said on the command line, or else is asked or has a default. */
public enum InitFlag {
  DOMAIN("--domain", ""),
  GITEA_URL("--gitea-url", "gitea.url"),
  DRONE_URL("--drone-url", "drone.url"),
  USERNAME("--username", "gitea.admin.username"),
  EMAIL("--email", "gitea.admin.email"),
  RUNNERS("--runners", "drone.runners"),
  CLI("--cli", "gitea.admin.cli"),
  DEPLOY("--deploy", "deploy.command"),
  SECRETS_FILE("--secrets-file", "secrets.file"),
  ADMIN_FILE("--admin-file", "secrets.admin"),
  CANARY_IMAGE("--canary-image", "verify.canary.image"),
  CANARY_PULL("--canary-pull", "verify.canary.pull"),
  NO_CANARY_CLONE("--no-canary-clone", "verify.canary.clone"),
  HOST_RECIPIENT("--host-recipient", "secrets.host"),
  HOST_KEY_FILE("--host-key-file", ""),
  SCAN_HOST("--scan-host", ""),
  HOST_FINGERPRINT("--host-fingerprint", ""),
  OPERATOR_KEY("--operator-key", ""),
  OPERATOR_PGP("--operator-pgp", ""),
  MAKE_AGE_KEY("--make-age-key", "");

  private final String option;
  private final String key;

  InitFlag(String option, String key) {
    this.option = option;
    this.key = key;
  }

  /** As it is written on the command line. */
  public String option() {
    return option;
  }

  /** The configuration's key that it sets; empty if there is none. */
  String key() {
    return key;
  }

  /** The flag that sets a key. */
  static Optional<InitFlag> ofKey(String key) {
    return Arrays.stream(values())
        .filter(flag -> !flag.key.isEmpty() && flag.key.equals(key))
        .findFirst();
  }

  /** What a configuration says about it, to show and to compare; empty if it has no such key. */
  Optional<String> in(Desired desired) {
    CanaryTarget canary = desired.canary();
    return switch (this) {
      case GITEA_URL -> Optional.of(desired.gitea().url().toString());
      case DRONE_URL -> Optional.of(desired.drone().url().toString());
      case USERNAME -> Optional.of(desired.gitea().username());
      case EMAIL -> Optional.of(desired.gitea().email());
      case RUNNERS ->
          Optional.of(
              desired.drone().runners().stream()
                  .sorted()
                  .map(RunnerType::label)
                  .collect(Collectors.joining(",")));
      case CLI -> Optional.of(ShellQuoting.line(desired.gitea().cli()));
      case DEPLOY -> Optional.of(ShellQuoting.line(desired.deploy().command()));
      case SECRETS_FILE -> Optional.of(desired.secrets().host().file().toString());
      case ADMIN_FILE -> Optional.of(desired.secrets().admin().toString());
      case CANARY_IMAGE -> Optional.of(canary.image());
      case CANARY_PULL -> Optional.of(canary.pull());
      case NO_CANARY_CLONE -> Optional.of(String.valueOf(!canary.withClone()));
      case HOST_RECIPIENT ->
          desired.secrets().hostKey() instanceof HostKey.Named named
              ? Optional.of(named.recipient())
              : Optional.empty();
      case DOMAIN,
          HOST_KEY_FILE,
          SCAN_HOST,
          HOST_FINGERPRINT,
          OPERATOR_KEY,
          OPERATOR_PGP,
          MAKE_AGE_KEY ->
          Optional.empty();
    };
  }

  /** Ways to say whose key the host has; one of them is wanted. */
  static List<InitFlag> hostKeys() {
    return List.of(HOST_RECIPIENT, HOST_KEY_FILE, SCAN_HOST);
  }
}
