package dev.giteadrone.init;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.init.keys.AgeKeys;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks that the flags do not contradict each other, or the existing configuration. */
final class InitFlagValidator {
  private static final Case FINGERPRINT_ALONE = Case.of(ProblemId.INIT_ANSWERS, "fingerprint");
  private static final Case TOGETHER = Case.of(ProblemId.INIT_ANSWERS, "together", "flags");
  private static final Case NO_PGP = Case.of(ProblemId.INIT_ANSWERS, "pgp");
  private static final Case DIFFERS =
      Case.of(ProblemId.INIT_CONFIG, "differs", "file", "differences");
  private static final Case RECIPIENT =
      Case.of(ProblemId.INIT_OPERATOR, "recipient", "tried", "seen");

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{40}|[0-9A-F]{64}");
  private static final List<InitFlag> OPERATOR =
      List.of(InitFlag.OPERATOR_KEY, InitFlag.OPERATOR_PGP, InitFlag.MAKE_AGE_KEY);

  private InitFlagValidator() {}

  /** Checks that each key is given by at most one flag. */
  static void requireConsistent(InitRequest request) {
    atMostOne(request, InitFlag.hostKeys());
    atMostOne(request, OPERATOR);
    if (request.has(InitFlag.HOST_FINGERPRINT) && !request.has(InitFlag.SCAN_HOST)) {
      throw FINGERPRINT_ALONE.failure();
    }
    request.get(InitFlag.OPERATOR_KEY).ifPresent(InitFlagValidator::requireRecipient);
    request.get(InitFlag.OPERATOR_PGP).ifPresent(InitFlagValidator::fingerprint);
  }

  private static void atMostOne(InitRequest request, List<InitFlag> flags) {
    List<String> given = flags.stream().filter(request::has).map(InitFlag::option).toList();
    if (given.size() > 1) {
      throw TOGETHER.failure(String.join(" and ", given));
    }
  }

  /** Checks the given age recipient. */
  static void requireRecipient(String recipient) {
    AgeKeys.wrongRecipient(recipient)
        .ifPresent(wrong -> {
          throw RECIPIENT.failureAs(
              ProblemId.INIT_ANSWERS.id(),
              null,
              "reading the command line",
              "--operator-key: " + wrong);
        });
  }

  /** A PGP fingerprint as sops writes it. */
  static String fingerprint(String given) {
    String bare = given.replace(" ", "").toUpperCase(Locale.ROOT);
    if (!FINGERPRINT.matcher(bare).matches()) {
      throw NO_PGP.failure();
    }
    return bare;
  }

  /** Whether a flag gives the host's key. */
  static boolean host(InitRequest request) {
    return InitFlag.hostKeys().stream().anyMatch(request::has);
  }

  /** Whether a flag gives the operator's key. */
  static boolean operator(InitRequest request) {
    return OPERATOR.stream().anyMatch(request::has);
  }

  /** The request with the host's recipient of the configuration, if no flag gives one. */
  static InitRequest withHost(InitRequest request, Desired existing) {
    return InitFlag.HOST_RECIPIENT
        .in(existing)
        .filter(recipient -> recipient.startsWith("age1") && !host(request))
        .map(recipient -> request.with(InitFlag.HOST_RECIPIENT, recipient))
        .orElse(request);
  }

  /**
   * Checks that the existing configuration agrees with the flags.
   *
   * @throws Failure with USAGE and every difference
   */
  static void requireSame(InitRequest request, Desired existing, ConfigCheck check) {
    InitRequest all = request;
    for (InitFlag flag : List.of(InitFlag.GITEA_URL, InitFlag.DRONE_URL, InitFlag.USERNAME)) {
      boolean derived = flag != InitFlag.USERNAME && request.has(InitFlag.DOMAIN);
      if (!all.has(flag) && !derived) {
        all = all.with(flag, flag.in(existing).orElseThrow());
      }
    }
    Desired given = check.desired(all);
    String differences =
        List.of(InitFlag.values()).stream()
            .filter(flag -> compared(request, flag))
            // The host's recipient is optional in a configuration.
            .filter(flag -> flag != InitFlag.HOST_RECIPIENT || flag.in(existing).isPresent())
            .flatMap(flag -> difference(flag, existing, given).stream())
            .collect(Collectors.joining("; "));
    if (!differences.isEmpty()) {
      throw DIFFERS.failure(existing.source(), differences);
    }
  }

  private static boolean compared(InitRequest request, InitFlag flag) {
    boolean url = flag == InitFlag.GITEA_URL || flag == InitFlag.DRONE_URL;
    return request.has(flag) || (url && request.has(InitFlag.DOMAIN));
  }

  private static Optional<String> difference(InitFlag flag, Desired existing, Desired given) {
    Optional<String> now = flag.in(existing);
    Optional<String> wanted = flag.in(given);
    return now.equals(wanted)
        ? Optional.empty()
        : Optional.of(
            "it has "
                + flag.key()
                + ": "
                + now.filter(text -> !text.isEmpty()).orElse("nothing")
                + ", and "
                + flag.option()
                + " makes it "
                + wanted.filter(text -> !text.isEmpty()).orElse("nothing"));
  }
}
