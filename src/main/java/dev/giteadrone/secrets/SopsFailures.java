package dev.giteadrone.secrets;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
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

  private static final Case NO_KEY =
      decrypts("no-key", "verb", "file", "recipients", "missing", "ways");
  private static final Case MAC = decrypts("mac", "verb", "file");
  private static final Case NOT_CIPHERTEXT = decrypts("ciphertext", "verb", "file");
  private static final Case DELETED = decrypts("deleted", "verb", "file");
  private static final Case OTHER = decrypts("other", "verb", "file", "code", "line");
  private static final Case DISK_FULL = Case.of(ProblemId.SECRETS_FILE, "full", "tried", "seen");
  private static final Case NOT_ENCRYPTED =
      Case.of(ProblemId.SOPS_ENCRYPTED, "none", "verb", "file");
  private static final Case NO_RULES = recipients("no-rules", "verb", "file");
  private static final Case NO_RULE = recipients("no-rule", "verb", "file");
  private static final Case BROKEN_RULES = recipients("rules", "verb", "file", "line");
  private static final Case UNUSABLE = recipients("unusable", "verb", "file", "recipient");
  private static final Case MALFORMED = recipients("malformed", "verb", "file");

  private static final Pattern YAML_LINE = Pattern.compile("yaml: line \\d+");

  private static final Pattern UNUSABLE_RECIPIENT =
      Pattern.compile(
          "failed to encrypt new data key with master key \"([0-9A-Za-z:/._@ +=-]{1,200})\"");
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{8,64}");

  private SopsFailures() {}

  /** The failure for a new file without a creation rule. */
  static final class NoRule extends Failure {
    private static final long serialVersionUID = 1L;

    private NoRule(Case found, String verb, Path file) {
      super(found.exit(), found.problem(verb, file));
    }
  }

  private static Case decrypts(String key, String... names) {
    return Case.of(ProblemId.SOPS_DECRYPTS, key, names);
  }

  private static Case recipients(String key, String... names) {
    return Case.of(ProblemId.SOPS_RECIPIENTS, key, names);
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
    if (code == NO_KEY_DECRYPTS) {
      return new NoKeyDecrypts(
          NO_KEY.problem(
              verb,
              file,
              recipients.keys().isEmpty() ? "" : recipients,
              missingKey.map(Path::toString).orElse(""),
              ways(recipients)));
    }
    if (code == MAC_MISMATCH) {
      return MAC.failure(verb, file);
    }
    boolean noConfig = code == NO_CONFIG || stderr.contains("config file not found");
    if (noConfig || stderr.contains("no matching creation rules")) {
      return new NoRule(noConfig ? NO_RULES : NO_RULE, verb, file);
    }
    if (stderr.contains("error loading config")) {
      return BROKEN_RULES.failure(verb, file, line(stderr));
    }
    Matcher unusable = UNUSABLE_RECIPIENT.matcher(stderr);
    if (unusable.find()) {
      return UNUSABLE.failure(verb, file, unusable.group(1));
    }
    if (stderr.contains("failed to parse input")) {
      // The quoted text could be a secret key in the wrong place.
      return MALFORMED.failure(verb, file);
    }
    return other(verb, file, code, stderr);
  }

  /** How the user can give sops the key of one of these recipients; empty if no key file can. */
  private static String ways(KeyGroups recipients) {
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
    return String.join(", or ", ways);
  }

  private static Failure other(String verb, Path file, int code, String stderr) {
    if (stderr.contains("sops metadata not found")) {
      return NOT_ENCRYPTED.failure(verb, file);
    }
    if (code == TREE_DOES_NOT_DECRYPT) {
      return NOT_CIPHERTEXT.failure(verb, file);
    }
    if (stderr.contains("no space left on device")) {
      return DISK_FULL.failureAs(
          CheckId.SOPS_DECRYPTS.id(), null, verb + " " + file, "its disk is full");
    }
    if (code == NOT_THERE) {
      return DELETED.failure(verb, file);
    }
    return OTHER.failure(verb, file, code, line(stderr));
  }

  /** The line where a file is not YAML. The rest of the message may quote the file. */
  private static String line(String stderr) {
    Matcher line = YAML_LINE.matcher(stderr);
    return line.find() ? line.group() : "";
  }
}
