package dev.giteadrone.init;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.config.InvalidConfig;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
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
  private static final Pattern DOMAIN =
      Pattern.compile(
          "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
  private static final String PREFIX = "config.";

  private final Map<String, String> environment;

  ConfigCheck(Map<String, String> environment) {
    this.environment = environment;
  }

  private record Wrong(InitFlag flag, Problem problem) {
    private static Wrong of(InitFlag flag, String seen, String next) {
      return new Wrong(flag, Problem.of("init.answers", flag.option(), seen, next));
    }
  }

  /**
   * The desired state that results from the answers.
   *
   * @throws Failure with USAGE and all problems, with the names of the flags
   */
  Desired desired(InitRequest request) {
    List<Wrong> wrong = wrong(request);
    if (!wrong.isEmpty()) {
      throw new Failure(
          ExitCode.USAGE,
          Problem.of(
              "init.answers",
              "checking what was given",
              each(wrong, Problem::seen),
              each(wrong, Problem::next)));
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
                Wrong.of(
                    InitFlag.DOMAIN,
                    "not a domain: " + domain,
                    "write it like my-domain.tld, without https:// and slashes")));
    for (InitFlag flag : List.of(InitFlag.CLI, InitFlag.DEPLOY)) {
      request
          .get(flag)
          .filter(line -> ShellWords.split(line).isEmpty())
          .ifPresent(
              line -> wrong.add(Wrong.of(flag, "a quote is not closed", "close it, or remove it")));
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
