package dev.giteadrone.init;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.init.keys.AgeKeys;
import dev.giteadrone.init.keys.OperatorKeys;
import dev.giteadrone.io.ShellQuoting;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Completes the flags: asks for missing values and checks each answer at once, or reports all that
 * is missing.
 */
final class Interview {
  private static final Case MISSING = Case.of(ProblemId.INIT_ANSWERS, "missing", "flags");
  private static final Case RECIPIENT =
      Case.of(ProblemId.INIT_OPERATOR, "recipient", "tried", "seen");

  private final ConfigCheck check;
  private final OperatorKeys operatorKeys;
  private final HostKeys hostKeys;

  Interview(ConfigCheck check, OperatorKeys operatorKeys, HostKeys hostKeys) {
    this.check = check;
    this.operatorKeys = operatorKeys;
    this.hostKeys = hostKeys;
  }

  /**
   * Creates an interview for the values that are needed.
   *
   * @param config whether the configuration is to be written
   * @param keys whether a file will be encrypted
   */
  record Needs(boolean config, boolean keys) {}

  /**
   * Returns the complete request.
   *
   * @param prompt empty if no questions can be asked
   * @throws Failure with USAGE that names all missing flags, if no questions can be asked
   */
  InitRequest complete(InitRequest request, Needs needs, Optional<Prompt> prompt) {
    List<String> missing = missing(request, needs);
    if (missing.isEmpty()) {
      return request;
    }
    if (prompt.isEmpty()) {
      throw MISSING.failure(String.join(", ", missing));
    }
    InitRequest now = needs.config() ? config(request, prompt.get()) : request;
    return needs.keys() ? operator(host(now, prompt.get()), prompt.get()) : now;
  }

  private List<String> missing(InitRequest request, Needs needs) {
    List<String> missing = new ArrayList<>();
    boolean urls = request.has(InitFlag.GITEA_URL) && request.has(InitFlag.DRONE_URL);
    if (needs.config() && !request.has(InitFlag.DOMAIN) && !urls) {
      missing.add("--domain (or --gitea-url and --drone-url)");
    }
    if (needs.config() && !request.has(InitFlag.USERNAME)) {
      missing.add("--username");
    }
    if (needs.keys() && !InitFlagValidator.host(request)) {
      missing.add("--host-recipient (or --host-key-file, or --scan-host)");
    }
    if (needs.keys()
        && request.has(InitFlag.SCAN_HOST)
        && !request.has(InitFlag.HOST_FINGERPRINT)) {
      missing.add("--host-fingerprint");
    }
    if (needs.keys() && !InitFlagValidator.operator(request) && operatorKeys.atHand().isEmpty()) {
      missing.add("--make-age-key (or --operator-key), since no age key of yours was found");
    }
    return missing;
  }

  private InitRequest config(InitRequest given, Prompt prompt) {
    InitRequest now = given;
    if (!now.has(InitFlag.GITEA_URL) || !now.has(InitFlag.DRONE_URL)) {
      now = ask(now, InitFlag.DOMAIN, "Domain", "", prompt);
      now = ask(now, InitFlag.GITEA_URL, "Gitea", Answers.of(now).giteaUrl(), prompt);
      now = ask(now, InitFlag.DRONE_URL, "Drone", Answers.of(now).droneUrl(), prompt);
    }
    now = ask(now, InitFlag.USERNAME, "Administrator's user name", "", prompt);
    now = ask(now, InitFlag.EMAIL, "E-mail", Answers.of(now).email(), prompt);
    now = ask(now, InitFlag.RUNNERS, "Runners", "docker, exec", prompt);
    now =
        ask(
            now,
            InitFlag.CLI,
            "Gitea's command line",
            ShellQuoting.line(Answers.of(now).cli()),
            prompt);
    return ask(now, InitFlag.DEPLOY, "Deploy command", deploy(now), prompt);
  }

  /** The usual deploy command of a flake; empty if there is no flake. */
  private static String deploy(InitRequest request) {
    Path flake = request.folder().resolve("flake.nix");
    return Files.exists(flake) ? "deploy .#server" : "none";
  }

  private InitRequest ask(
      InitRequest request, InitFlag flag, String question, String usual, Prompt prompt) {
    if (request.has(flag)) {
      return request;
    }
    while (true) {
      String answer = prompt.ask(question, usual);
      boolean none = answer.equals("none") && (flag == InitFlag.DEPLOY || flag == InitFlag.CLI);
      InitRequest next = request.with(flag, none ? "" : answer);
      Optional<Problem> wrong = check.wrong(next, flag);
      if (wrong.isEmpty()) {
        return next;
      }
      prompt.wrong(wrong.get());
    }
  }

  private InitRequest host(InitRequest request, Prompt prompt) {
    if (InitFlagValidator.host(request)) {
      return hostKeys.confirmed(request, prompt);
    }
    prompt.show(List.of("  The host's key: age1…, a file with its public key, or a name to scan"));
    while (true) {
      String answer = prompt.ask("Host's key", Answers.host(Answers.of(request).giteaUrl()));
      InitFlag flag =
          answer.startsWith("age1")
              ? InitFlag.HOST_RECIPIENT
              : isFile(request, answer) ? InitFlag.HOST_KEY_FILE : InitFlag.SCAN_HOST;
      try {
        return hostKeys.confirmed(request.with(flag, answer), prompt);
      } catch (Failure e) {
        prompt.wrong(e.problem());
      }
    }
  }

  private static boolean isFile(InitRequest request, String answer) {
    try {
      return Files.isRegularFile(request.directory().resolve(answer));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private InitRequest operator(InitRequest request, Prompt prompt) {
    if (InitFlagValidator.operator(request) || !operatorKeys.atHand().isEmpty()) {
      return request;
    }
    prompt.show(List.of("  No age key of yours was found."));
    if (prompt.agrees("Create one at " + operatorKeys.defaultFile() + "?", true)) {
      return request.with(InitFlag.MAKE_AGE_KEY, "true");
    }
    while (true) {
      String answer = prompt.ask("Your age recipient (age1…)", "");
      Optional<String> wrong = AgeKeys.wrongRecipient(answer);
      if (wrong.isEmpty()) {
        return request.with(InitFlag.OPERATOR_KEY, answer);
      }
      prompt.wrong(RECIPIENT.problem(answer, wrong.get()));
    }
  }
}
