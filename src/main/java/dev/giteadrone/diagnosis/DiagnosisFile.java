package dev.giteadrone.diagnosis;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.ProblemId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Reads the file of a problem, such as {@code oauth.app.yaml}; that of a family {@code tool.*} is
 * {@code tool.any.yaml}.
 *
 * <pre>{@code
 * holds: The fact that holds if all is well.
 * symptom: What the user notices.
 * exit: [verification-failed]
 * about: [Paragraphs.]
 * causes: [likely causes that no message can tell apart]
 * do: [what to do]
 * messages:
 *   public-client: { tried: …, seen: …, cause: …, next: …, exit: failed }
 * examples: { name: value }
 * }</pre>
 *
 * <p>A message can have {@code examples} of its own.
 *
 * <p>Words that two messages of a file share are a YAML anchor. Instead of its own, a file can have
 * the messages of another: {@code messages-of: runner.docker}.
 */
final class DiagnosisFile {
  private final Map<?, ?> fields;

  private DiagnosisFile(Map<?, ?> fields) {
    this.fields = fields;
  }

  static Diagnosis read(ProblemId id) {
    String name = id.id().replace("*", "any") + ".yaml";
    try (InputStream in =
        Objects.requireNonNull(DiagnosisFile.class.getResourceAsStream(name), name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Object root = new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(text);
      return new DiagnosisFile((Map<?, ?>) Objects.requireNonNull(root, name)).diagnosis(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Diagnosis diagnosis(ProblemId id) {
    List<ExitCode> exit = list("exit").stream().map(DiagnosisFile::exitCode).toList();
    Map<String, Message> messages = new LinkedHashMap<>();
    Map<String, String> examples = new LinkedHashMap<>(examples());
    ProblemId.of(text("messages-of"))
        .map(DiagnosisFile::read)
        .ifPresent(other -> {
          messages.putAll(other.messages());
          other.examples().forEach(examples::putIfAbsent);
        });
    map("messages")
        .forEach((key, message) ->
            messages.put(
                String.valueOf(key),
                new DiagnosisFile((Map<?, ?>) message).message(exit.getFirst())));
    return new Diagnosis(
        id,
        text("holds"),
        text("symptom"),
        exit,
        list("about"),
        list("causes"),
        list("do"),
        Collections.unmodifiableMap(messages),
        Collections.unmodifiableMap(examples));
  }

  private Message message(ExitCode usual) {
    String exit = text("exit");
    return new Message(
        exit.isEmpty() ? usual : exitCode(exit),
        text("tried"),
        text("seen"),
        text("cause"),
        text("next"),
        examples());
  }

  private Map<String, String> examples() {
    Map<String, String> examples = new LinkedHashMap<>();
    map("examples")
        .forEach((name, value) -> examples.put(String.valueOf(name), String.valueOf(value)));
    return Collections.unmodifiableMap(examples);
  }

  private static ExitCode exitCode(String word) {
    return ExitCode.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private String text(String key) {
    Object value = fields.get(key);
    return value == null ? "" : String.valueOf(value).strip();
  }

  private List<String> list(String key) {
    return fields.get(key) instanceof Collection<?> values
        ? values.stream().map(value -> String.valueOf(value).strip()).toList()
        : List.of();
  }

  private Map<?, ?> map(String key) {
    return fields.get(key) instanceof Map<?, ?> values ? values : Map.of();
  }
}
