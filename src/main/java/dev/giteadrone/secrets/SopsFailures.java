package dev.giteadrone.secrets;

import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.KeyGroups;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns exit codes and messages of sops into failures. A message is shown only if it is known to
 * quote no value of the file.
 */
final class SopsFailures {
  private static final int TREE_DOES_NOT_DECRYPT = 25;
  private static final int MAC_MISMATCH = 51;
  private static final int NO_CONFIG = 61;
  private static final int NOT_THERE = 100;
  static final int NO_KEY_DECRYPTS = 128;

  private static final Pattern YAML_LINE = Pattern.compile("yaml: line \\d+");

  private static final Pattern UNUSABLE_RECIPIENT =
      Pattern.compile(
          "failed to encrypt new data key with master key \"([0-9A-Za-z:/._@ +=-]{1,200})\"");
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{8,64}");

  private SopsFailures() {}

  /** The failure for a new file without a creation rule. */
  static final class NoRule extends Failure {
    private static final long serialVersionUID = 1L;

    private NoRule(String summary, String seen) {
      super(
          ExitCode.SECRETS_FILE,
          Problem.of(
              CheckId.SOPS_RECIPIENTS.id(),
              summary,
              seen,
              "write a rule whose path_regex matches it, with the recipients' keys, into"
                  + " .sops.yaml"));
    }
  }

  /** A failure about a secrets file. */
  static Failure of(CheckId check, String summary, String seen, String next) {
    return new Failure(ExitCode.SECRETS_FILE, Problem.of(check.id(), summary, seen, next));
  }

  static Failure of(CheckId check, String summary, String seen, String cause, String next) {
    return new Failure(
        ExitCode.SECRETS_FILE, Problem.of(check.id(), summary, seen, next).because(cause));
  }

  /**
   * Explains a call of sops that did not succeed.
   *
   * @param verb the action, such as {@code decrypting}
   * @param recipients the recipients of the file
   * @param missingKey what SOPS_AGE_KEY_FILE names, if it does not exist
   */
  static Failure explain(
      String verb,
      Path file,
      int code,
      String stderr,
      KeyGroups recipients,
      Optional<Path> missingKey) {
    String summary = verb + " " + file;
    if (code == NO_KEY_DECRYPTS) {
      return new NoKeyDecrypts(
          Problem.of(
                  CheckId.SOPS_DECRYPTS.id(),
                  summary,
                  "no available key decrypts it"
                      + (recipients.keys().isEmpty() ? "" : "; it is for " + recipients),
                  haveAKey(recipients)
                      + "; or have somebody with a key add yours to .sops.yaml and run: sops"
                      + " updatekeys "
                      + file)
              .because(
                  missingKey
                      .map(key -> "SOPS_AGE_KEY_FILE names " + key + ", which does not exist")
                      .orElse(
                          "the key is elsewhere, or this file was encrypted before you became a"
                              + " recipient")));
    }
    if (code == MAC_MISMATCH) {
      return of(
          CheckId.SOPS_DECRYPTS,
          summary,
          "its checksum (MAC) does not match its content",
          "it was edited without sops, or two versions were merged",
          "git checkout -- " + file + "; or, if you trust it: sops edit --ignore-mac " + file);
    }
    if (code == NO_CONFIG
        || stderr.contains("no matching creation rules")
        || stderr.contains("config file not found")) {
      return new NoRule(
          summary,
          code == NO_CONFIG || stderr.contains("config file not found")
              ? "there is no .sops.yaml with creation rules in its folder or above"
              : "no creation rule in .sops.yaml matches its path");
    }
    if (stderr.contains("error loading config")) {
      return of(
          CheckId.SOPS_RECIPIENTS,
          summary,
          "the .sops.yaml in its folder or above cannot be used" + syntax(stderr),
          "correct .sops.yaml");
    }
    Matcher unusable = UNUSABLE_RECIPIENT.matcher(stderr);
    if (unusable.find()) {
      return of(
          CheckId.SOPS_RECIPIENTS,
          summary,
          "sops cannot encrypt to its recipient " + unusable.group(1),
          "gpg --list-keys "
              + unusable.group(1)
              + "; where it is a PGP key, import its public part; else correct .sops.yaml");
    }
    if (stderr.contains("failed to parse input")) {
      // The quoted text could be a secret key in the wrong place.
      return of(
          CheckId.SOPS_RECIPIENTS,
          summary,
          "a recipient in .sops.yaml is neither an age recipient nor an SSH key",
          "correct .sops.yaml: an age recipient starts with age1, an SSH key with ssh-");
    }
    return other(summary, file, code, stderr);
  }

  /** How the user can give sops the key of one of these recipients. */
  private static String haveAKey(KeyGroups recipients) {
    List<String> ways = new ArrayList<>();
    List<String> keys = recipients.keys();
    if (keys.isEmpty() || keys.stream().anyMatch(key -> key.startsWith("age1"))) {
      ways.add("SOPS_AGE_KEY_FILE=PATH-OF-YOUR-KEY");
    }
    if (keys.stream().anyMatch(key -> key.startsWith("ssh-"))) {
      ways.add("SOPS_AGE_SSH_PRIVATE_KEY_FILE=PATH-OF-YOUR-KEY");
    }
    keys.stream()
        .filter(key -> FINGERPRINT.matcher(key).matches())
        .findFirst()
        .ifPresent(key -> ways.add("gpg --list-secret-keys " + key));
    return ways.isEmpty() ? "sign in to the service that has its keys" : String.join(", or ", ways);
  }

  private static Failure other(String summary, Path file, int code, String stderr) {
    if (stderr.contains("sops metadata not found")) {
      return of(
          CheckId.SOPS_ENCRYPTED,
          summary,
          "it is not encrypted with sops",
          "sops encrypt -i " + file + "; and replace the secrets that were in it in plain text");
    }
    if (code == TREE_DOES_NOT_DECRYPT) {
      return of(
          CheckId.SOPS_DECRYPTS,
          summary,
          "a value in it is not ciphertext of this file",
          "it was edited without sops, or two versions were merged",
          "git checkout -- " + file);
    }
    if (stderr.contains("no space left on device")) {
      return of(
          CheckId.SOPS_DECRYPTS,
          summary,
          "its disk is full",
          "free some space on that disk and run the same command again");
    }
    if (code == NOT_THERE) {
      return of(CheckId.SOPS_DECRYPTS, summary, "it was deleted", "run the same command again");
    }
    return of(
        CheckId.SOPS_DECRYPTS,
        summary,
        "sops exited with " + code + syntax(stderr),
        "sops decrypt " + file + " >/dev/null; it says more");
  }

  /** The line where a file is not YAML. The rest of the message may quote the file. */
  private static String syntax(String stderr) {
    Matcher line = YAML_LINE.matcher(stderr);
    return line.find() ? ": no valid " + line.group() : "";
  }
}
