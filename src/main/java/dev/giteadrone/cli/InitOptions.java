package dev.giteadrone.cli;

import dev.giteadrone.init.InitFlag;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code init} can be told instead of asking. */
final class InitOptions {
  private final Map<InitFlag, String> given = new EnumMap<>(InitFlag.class);

  @Option(
      names = "--domain",
      paramLabel = "NAME",
      description = "Gitea is https://git.NAME, Drone https://drone.NAME.")
  void domain(String value) {
    given.put(InitFlag.DOMAIN, value);
  }

  @Option(names = "--gitea-url", paramLabel = "URL", description = "Gitea's, if it is another.")
  void giteaUrl(String value) {
    given.put(InitFlag.GITEA_URL, value);
  }

  @Option(names = "--drone-url", paramLabel = "URL", description = "Drone's, if it is another.")
  void droneUrl(String value) {
    given.put(InitFlag.DRONE_URL, value);
  }

  @Option(names = "--username", paramLabel = "NAME", description = "The administrator's name.")
  void username(String value) {
    given.put(InitFlag.USERNAME, value);
  }

  @Option(
      names = "--email",
      paramLabel = "ADDRESS",
      description = "The administrator's (default: the name at the domain).")
  void email(String value) {
    given.put(InitFlag.EMAIL, value);
  }

  @Option(
      names = "--runners",
      paramLabel = "TYPES",
      description = "Of docker,exec (default: both).")
  void runners(String value) {
    given.put(InitFlag.RUNNERS, value);
  }

  @Option(
      names = "--cli",
      paramLabel = "'WORD…'",
      description = {
        "What Gitea's command line is reached with, in quotes; '' for none (default:",
        "ssh deploy@git.NAME sudo -n -u gitea gitea-drone-admin)."
      })
  void cli(String value) {
    given.put(InitFlag.CLI, value);
  }

  @Option(
      names = "--deploy",
      paramLabel = "'WORD…'",
      description = "The deploy command, in quotes (default: none, you deploy by hand).")
  void deploy(String value) {
    given.put(InitFlag.DEPLOY, value);
  }

  @Option(
      names = "--secrets-file",
      paramLabel = "FILE",
      description = "What the host reads (default: .secrets/drone.yaml).")
  void secretsFile(String value) {
    given.put(InitFlag.SECRETS_FILE, value);
  }

  @Option(
      names = "--admin-file",
      paramLabel = "FILE",
      description = "What you alone read (default: .secrets/gitea-admin.yaml).")
  void adminFile(String value) {
    given.put(InitFlag.ADMIN_FILE, value);
  }

  @Option(
      names = "--canary-image",
      paramLabel = "IMAGE",
      description = "Of the build that proves it (default: busybox).")
  void canaryImage(String value) {
    given.put(InitFlag.CANARY_IMAGE, value);
  }

  @Option(
      names = "--canary-pull",
      paramLabel = "WHEN",
      description = "always, if-not-exists or never (default: if-not-exists).")
  void canaryPull(String value) {
    given.put(InitFlag.CANARY_PULL, value);
  }

  @Option(
      names = "--no-canary-clone",
      description = "That build does not clone, as where containers do not reach Gitea.")
  void noCanaryClone(boolean value) {
    given.put(InitFlag.NO_CANARY_CLONE, String.valueOf(value));
  }

  @Option(
      names = "--host-recipient",
      paramLabel = "age1…",
      description = "The host's age recipient, as ssh-to-age prints it.")
  void hostRecipient(String value) {
    given.put(InitFlag.HOST_RECIPIENT, value);
  }

  @Option(
      names = "--host-key-file",
      paramLabel = "FILE",
      description = "The host's SSH public key (ed25519), or its age key file.")
  private @Nullable Path hostKeyFile;

  @Option(
      names = "--scan-host",
      paramLabel = "HOST[:PORT]",
      description = "Ask the host for its SSH key; the fingerprint is to be confirmed.")
  void scanHost(String value) {
    given.put(InitFlag.SCAN_HOST, value);
  }

  @Option(
      names = "--host-fingerprint",
      paramLabel = "SHA256:…",
      description = "What --scan-host must find, where nobody is asked.")
  void hostFingerprint(String value) {
    given.put(InitFlag.HOST_FINGERPRINT, value);
  }

  @Option(
      names = "--operator-key",
      paramLabel = "age1…",
      description = "Your age recipient (default: of the key that sops finds here).")
  void operatorKey(String value) {
    given.put(InitFlag.OPERATOR_KEY, value);
  }

  @Option(
      names = "--operator-pgp",
      paramLabel = "FINGERPRINT",
      description = "Your PGP key instead.")
  void operatorPgp(String value) {
    given.put(InitFlag.OPERATOR_PGP, value);
  }

  @Option(
      names = "--make-age-key",
      description = "If you have none: make one where sops looks for it.")
  void makeAgeKey(boolean value) {
    given.put(InitFlag.MAKE_AGE_KEY, String.valueOf(value));
  }

  /** All that was said. */
  Map<InitFlag, String> given(Shell shell) {
    if (hostKeyFile != null) {
      given.put(InitFlag.HOST_KEY_FILE, shell.path(hostKeyFile).toString());
    }
    return given;
  }
}
