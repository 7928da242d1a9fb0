package dev.giteadrone.config;

import dev.giteadrone.config.Section.Value;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.ProblemId;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that the configuration names as environment variables. */
final class FromEnvironment {
  private static final Case MISSING =
      Problems.message(ProblemId.CONFIG_HTTP, "no-variable", "variable");
  private static final Case CHARACTERS =
      Problems.message(ProblemId.CONFIG_HTTP, "characters", "variable");

  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)})");

  private final Map<String, String> environment;
  private final Set<String> names = new HashSet<>();

  FromEnvironment(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Matches a text that is only the name of a variable. */
  static Matcher named(String text) {
    return VARIABLE.matcher(text);
  }

  /** The names of the variables that were read. */
  Set<String> names() {
    return names;
  }

  /** The variable's value; if it is missing or not usable, {@code section} gets the problem. */
  Optional<String> read(Section section, Value value, Matcher variable) {
    String name = Objects.requireNonNullElse(variable.group(1), variable.group(2));
    String text = environment.getOrDefault(name, "").strip();
    names.add(name);
    if (text.isEmpty()) {
      section.reject(value, MISSING, name);
      return Optional.empty();
    } else if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      section.reject(value, CHARACTERS, name);
      return Optional.empty();
    }
    return Optional.of(text);
  }
}
