package dev.giteadrone.init;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.config.InvalidConfig;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks the answers with the rules of the configuration file: it writes the text and reads it. */
final class ConfigCheck {
  private static final Case DOMAIN_WRONG =
      Case.of(ProblemId.INIT_ANSWERS, "domain", "flag", "domain");
  private static final Case OPEN_QUOTE = Case.of(ProblemId.INIT_ANSWERS, "quote", "flag");
  private static final Case WRONG = Case.of(ProblemId.INIT_ANSWERS, "wrong", "seen", "next");

  private static final Pattern DOMAIN =
      Pattern.compile(
          "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
  private static final String PREFIX = "config.";

  private final Map<String, String> environment;

  ConfigCheck(Map<String, String> environment) {
    this.environment = environment;
  }

  private record Wrong(InitFlag flag, Problem problem) {}

  /**
   * The desired state that results from the answers.
   *
   * @throws Failure with USAGE and all problems, with the names of the flags
   */
  Desired desired(InitRequest request) {
    List<Wrong> wrong = wrong(request);
    if (!wrong.isEmpty()) {
      throw WRONG.failure(each(wrong, Problem::seen), each(wrong, Problem::next));
    }
    return parse(request);
  }

  /** What is wrong with one answer, independent of the others. */
  Optional<Problem> wrong(InitRequest request, InitFlag flag) {
    return wrong(request).stream()
        .filter(wrong -> wrong.flag() == flag)
        .map(Wrong::problem)
        .findFirst();
  }

  private List<Wrong> wrong(InitRequest request) {
    List<Wrong> wrong = new ArrayList<>();
    request
        .get(InitFlag.DOMAIN)
        .filter(domain -> !DOMAIN.matcher(domain).matches())
        .ifPresent(domain ->
            wrong.add(
                new Wrong(
                    InitFlag.DOMAIN, DOMAIN_WRONG.problem(InitFlag.DOMAIN.option(), domain))));
    for (InitFlag flag : List.of(InitFlag.CLI, InitFlag.DEPLOY)) {
      request
          .get(flag)
          .filter(line -> ShellWords.split(line).isEmpty())
          .ifPresent(line -> wrong.add(new Wrong(flag, OPEN_QUOTE.problem(flag.option()))));
    }
    if (wrong.isEmpty()) {
      try {
        parse(request);
      } catch (InvalidConfig e) {
        e.problems().forEach(problem -> wrong.add(new Wrong(flag(request, problem), problem)));
      }
    }
    return wrong;
  }

  /** A URL that was not given was derived from the domain. */
  private static InitFlag flag(InitRequest request, Problem problem) {
    String key =
        problem.check().startsWith(PREFIX) ? problem.check().substring(PREFIX.length()) : "";
    InitFlag flag = InitFlag.ofKey(key).orElse(InitFlag.DOMAIN);
    boolean derived = flag == InitFlag.GITEA_URL || flag == InitFlag.DRONE_URL;
    return derived && !request.has(flag) ? InitFlag.DOMAIN : flag;
  }

  private Desired parse(InitRequest request) {
    Path file = request.folder().resolve(ConfigFile.DEFAULT_NAME);
    return ConfigFile.parse(
        ConfigText.of(Answers.of(request)), file, environment, request.allowPlainHttp());
  }

  private static String each(List<Wrong> wrong, Function<Problem, String> part) {
    return wrong.stream()
        .map(one -> one.flag().option() + ": " + part.apply(one.problem()))
        .collect(Collectors.joining("; "));
  }
}
