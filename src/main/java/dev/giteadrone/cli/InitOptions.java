package dev.giteadrone.cli;

import dev.giteadrone.init.InitFlag;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code init} can be told instead of asking. */
final class InitOptions {
  @Option(
      names = "--domain",
      paramLabel = "NAME",
      description = "Gitea is git.NAME, Drone is drone.NAME.")
  private @Nullable String domain;

  @Option(names = "--gitea-url", paramLabel = "URL", description = "Gitea's, if it is another.")
  private @Nullable String giteaUrl;

  @Option(names = "--drone-url", paramLabel = "URL", description = "Drone's, if it is another.")
  private @Nullable String droneUrl;

  @Option(names = "--username", paramLabel = "NAME", description = "The administrator's name.")
  private @Nullable String username;

  @Option(
      names = "--email",
      paramLabel = "ADDRESS",
      description = "The administrator's (default: the name at the domain).")
  private @Nullable String email;

  @Option(
      names = "--runners",
      paramLabel = "TYPES",
      description = "Of docker,exec (default: both).")
  private @Nullable String runners;

  @Option(
      names = "--cli",
      paramLabel = "'WORD…'",
      description = {
        "What Gitea's command line is reached with, in quotes; '' for none. Default:",
        "ssh deploy@git.NAME sudo -n -u gitea gitea-drone-admin"
      })
  private @Nullable String cli;

  @Option(
      names = "--deploy",
      paramLabel = "'WORD…'",
      description = "The deploy command, in quotes (default: none, you deploy by hand).")
  private @Nullable String deploy;

  @Option(
      names = "--secrets-file",
      paramLabel = "FILE",
      description = "What the host reads (default: .secrets/drone.yaml).")
  private @Nullable String secretsFile;

  @Option(
      names = "--admin-file",
      paramLabel = "FILE",
      description = "What you alone read (default: .secrets/gitea-admin.yaml).")
  private @Nullable String adminFile;

  @Option(
      names = "--canary-image",
      paramLabel = "IMAGE",
      description = "Of the build that proves it (default: busybox).")
  private @Nullable String canaryImage;

  @Option(
      names = "--canary-pull",
      paramLabel = "WHEN",
      description = "always, if-not-exists or never (default: if-not-exists).")
  private @Nullable String canaryPull;

  @Option(
      names = "--no-canary-clone",
      description = "That build does not clone, as where containers do not reach Gitea.")
  private boolean noCanaryClone;

  @Option(
      names = "--host-recipient",
      paramLabel = "age1…",
      description = "The host's age recipient, as ssh-to-age prints it.")
  private @Nullable String hostRecipient;

  @Option(
      names = "--host-key-file",
      paramLabel = "FILE",
      description = "The host's SSH public key (ed25519), or its age key file.")
  private @Nullable Path hostKeyFile;

  @Option(
      names = "--scan-host",
      paramLabel = "HOST[:PORT]",
      description = "Ask the host for its SSH key; the fingerprint is to be confirmed.")
  private @Nullable String scanHost;

  @Option(
      names = "--host-fingerprint",
      paramLabel = "SHA256:…",
      description = "What --scan-host must find, where nobody is asked.")
  private @Nullable String hostFingerprint;

  @Option(
      names = "--operator-key",
      paramLabel = "age1…",
      description = "Your age recipient (default: of the key that sops finds here).")
  private @Nullable String operatorKey;

  @Option(
      names = "--operator-pgp",
      paramLabel = "FINGERPRINT",
      description = "Your PGP key instead.")
  private @Nullable String operatorPgp;

  @Option(
      names = "--make-age-key",
      description = "If you have none: make one where sops looks for it.")
  private boolean makeAgeKey;

  /** All that was said. */
  Map<InitFlag, String> given(Shell shell) {
    Map<InitFlag, @Nullable String> all = new EnumMap<>(InitFlag.class);
    all.put(InitFlag.DOMAIN, domain);
    all.put(InitFlag.GITEA_URL, giteaUrl);
    all.put(InitFlag.DRONE_URL, droneUrl);
    all.put(InitFlag.USERNAME, username);
    all.put(InitFlag.EMAIL, email);
    all.put(InitFlag.RUNNERS, runners);
    all.put(InitFlag.CLI, cli);
    all.put(InitFlag.DEPLOY, deploy);
    all.put(InitFlag.SECRETS_FILE, secretsFile);
    all.put(InitFlag.ADMIN_FILE, adminFile);
    all.put(InitFlag.CANARY_IMAGE, canaryImage);
    all.put(InitFlag.CANARY_PULL, canaryPull);
    all.put(InitFlag.NO_CANARY_CLONE, noCanaryClone ? "true" : null);
    all.put(InitFlag.HOST_RECIPIENT, hostRecipient);
    all.put(InitFlag.SCAN_HOST, scanHost);
    all.put(InitFlag.HOST_FINGERPRINT, hostFingerprint);
    all.put(InitFlag.OPERATOR_KEY, operatorKey);
    all.put(InitFlag.OPERATOR_PGP, operatorPgp);
    all.put(InitFlag.MAKE_AGE_KEY, makeAgeKey ? "true" : null);
    all.put(
        InitFlag.HOST_KEY_FILE, hostKeyFile == null ? null : shell.path(hostKeyFile).toString());
    Map<InitFlag, String> given = new EnumMap<>(InitFlag.class);
    all.forEach((flag, value) -> {
      if (value != null) {
        given.put(flag, value);
      }
    });
    return given;
  }
}
