package dev.giteadrone.init;

import dev.giteadrone.io.ShellQuoting;
import dev.giteadrone.model.desired.CanaryTarget;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.HostKey;
import dev.giteadrone.model.desired.RunnerType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The flags of {@code init}. A value that is not given is asked for, or has a default. */
public enum InitFlag {
  DOMAIN("--domain", "NAME", "", "Gitea is git.NAME, Drone is drone.NAME."),
  GITEA_URL("--gitea-url", "URL", "gitea.url", "Gitea's URL, if it is different."),
  DRONE_URL("--drone-url", "URL", "drone.url", "Drone's URL, if it is different."),
  USERNAME("--username", "NAME", "gitea.admin.username", "The administrator's user name."),
  EMAIL(
      "--email",
      "ADDRESS",
      "gitea.admin.email",
      "The administrator's e-mail (default: the user name at the domain)."),
  RUNNERS("--runners", "TYPES", "drone.runners", "One or both of docker,exec (default: both)."),
  CLI(
      "--cli",
      "'WORD…'",
      "gitea.admin.cli",
      "The prefix of Gitea's command line, in quotes; '' for none. Default:%nssh"
          + " deploy@git.NAME sudo -n -u gitea gitea-drone-admin"),
  DEPLOY(
      "--deploy",
      "'WORD…'",
      "deploy.command",
      "The deploy command, in quotes (default: none, you deploy by hand)."),
  SECRETS_FILE(
      "--secrets-file",
      "FILE",
      "secrets.file",
      "The file that the host reads (default: .secrets/drone.yaml)."),
  ADMIN_FILE(
      "--admin-file",
      "FILE",
      "secrets.admin",
      "The file that only you read (default: .secrets/gitea-admin.yaml)."),
  CANARY_IMAGE(
      "--canary-image",
      "IMAGE",
      "verify.canary.image",
      "The image of the canary build (default: busybox)."),
  CANARY_PULL(
      "--canary-pull",
      "WHEN",
      "verify.canary.pull",
      "always, if-not-exists or never (default: if-not-exists)."),
  NO_CANARY_CLONE(
      "--no-canary-clone",
      "",
      "verify.canary.clone",
      "The canary build does not clone, if containers do not reach Gitea."),
  HOST_RECIPIENT(
      "--host-recipient",
      "age1…",
      "secrets.host",
      "The host's age recipient, as ssh-to-age prints it."),
  HOST_KEY_FILE(
      "--host-key-file", "FILE", "", "The host's SSH public key (ed25519), or its age key file."),
  SCAN_HOST(
      "--scan-host",
      "HOST[:PORT]",
      "",
      "Ask the host for its SSH key; you confirm the fingerprint."),
  HOST_FINGERPRINT(
      "--host-fingerprint",
      "SHA256:…",
      "",
      "The fingerprint for --scan-host, if no questions are asked."),
  OPERATOR_KEY(
      "--operator-key",
      "age1…",
      "",
      "Your age recipient (default: of the key that sops finds here)."),
  OPERATOR_PGP("--operator-pgp", "FINGERPRINT", "", "Your PGP key instead."),
  MAKE_AGE_KEY("--make-age-key", "", "", "If you have none: create one where sops looks for it.");

  private final String option;
  private final String value;
  private final String key;
  private final String description;

  InitFlag(String option, String value, String key, String description) {
    this.option = option;
    this.value = value;
    this.key = key;
    this.description = description;
  }

  /** The option as typed, such as {@code --domain}. */
  public String option() {
    return option;
  }

  /** The label of its value in the help; empty for a switch. */
  public String value() {
    return value;
  }

  /** The description in the help; {@code %n} ends a line. */
  public String description() {
    return description;
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

  /** The value of its key in a configuration, to show and to compare; empty if it has no key. */
  Optional<String> in(Desired desired) {
    CanaryTarget canary = desired.canary();
    return Optional.ofNullable(
        switch (this) {
          case GITEA_URL -> desired.gitea().url().toString();
          case DRONE_URL -> desired.drone().url().toString();
          case USERNAME -> desired.gitea().username();
          case EMAIL -> desired.gitea().email();
          case RUNNERS ->
              desired.drone().runners().stream()
                  .sorted()
                  .map(RunnerType::label)
                  .collect(Collectors.joining(","));
          case CLI -> ShellQuoting.line(desired.gitea().cli());
          case DEPLOY -> ShellQuoting.line(desired.deploy().command());
          case SECRETS_FILE -> desired.secrets().host().file().toString();
          case ADMIN_FILE -> desired.secrets().admin().toString();
          case CANARY_IMAGE -> canary.image();
          case CANARY_PULL -> canary.pull();
          case NO_CANARY_CLONE -> String.valueOf(!canary.withClone());
          case HOST_RECIPIENT ->
              desired.secrets().hostKey() instanceof HostKey.Named named ? named.recipient() : null;
          default -> null;
        });
  }

  /** The flags that give the host's key; exactly one is needed. */
  static List<InitFlag> hostKeys() {
    return List.of(HOST_RECIPIENT, HOST_KEY_FILE, SCAN_HOST);
  }
}
