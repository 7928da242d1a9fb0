package dev.giteadrone.diagnosis;

import com.samskivert.mustache.Mustache;
import dev.giteadrone.model.result.ExitCode;
import java.util.Map;

/**
 * The words of one message, as templates: {@code {{name}}} is a value, and {@code {{#name}}…
 * {{/name}}} is left out if the value is empty.
 *
 * @param exit the exit code of a run that ends with it
 * @param tried what was tried, on what
 * @param seen what was observed
 * @param cause the likely cause; empty if the observation is enough
 * @param next the command or edit that helps
 * @param examples values of its own to show it with; those of the diagnosis serve for the others
 */
public record Message(
    ExitCode exit,
    String tried,
    String seen,
    String cause,
    String next,
    Map<String, String> examples) {
  /** No HTML: reports escape by themselves. A value that is missing is a defect. */
  private static final Mustache.Compiler TEMPLATES =
      Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true);

  /**
   * The message with its values.
   *
   * @throws com.samskivert.mustache.MustacheException if a value is missing
   */
  public Message with(Map<String, String> values) {
    return new Message(
        exit,
        fill(tried, values),
        fill(seen, values),
        fill(cause, values),
        fill(next, values),
        examples);
  }

  private static String fill(String template, Map<String, String> values) {
    return template.contains("{{") ? TEMPLATES.compile(template).execute(values) : template;
  }
}
