package dev.giteadrone.report.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giteadrone.io.RegularFile;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.report.JsonReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The fields of an object in a report. Fields that nobody asks for are ignored. Each method throws
 * {@link Failure} if the field is missing or is of another kind.
 */
public final class ReportFields {
  /** In bytes; the reports of thousands of hosts have less. */
  private static final int LARGEST = 64 * 1024 * 1024;

  /** How many values and names a report has at most, since each of them takes memory. */
  private static final int MOST_TOKENS = 4_000_000;

  /** More is no time of a run, and less exact than a nanosecond. */
  private static final double MOST_SECONDS = 1e9;

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private static final Pattern HALF =
      Pattern.compile(
          "[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]");

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxTokenCount(MOST_TOKENS)
                          .maxNestingDepth(30)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String file;
  private final String path;
  private final JsonNode node;

  private ReportFields(String file, String path, JsonNode node) {
    this.file = file;
    this.path = path;
    this.node = node;
  }

  /** The fields of a report in a file, whose schema is the one of this version. */
  public static ReportFields read(Path file) {
    return read(file, file.toString());
  }

  /**
   * As {@link #read(Path)}.
   *
   * @param name of the file, for messages
   */
  public static ReportFields read(Path file, String name) {
    try {
      return of(name, RegularFile.read(file, LARGEST));
    } catch (IOException e) {
      throw UnreadableReport.of(name, e);
    }
  }

  /**
   * As {@link #read(Path)}, from memory.
   *
   * @param file the name for messages
   */
  public static ReportFields of(String file, byte[] json) {
    try {
      ReportFields fields = new ReportFields(file, "", MAPPER.readTree(json));
      String schema = fields.node.path("schema").toString();
      if (!schema.equals(String.valueOf(JsonReport.SCHEMA))) {
        throw UnreadableReport.schema(
            file, schema.isEmpty() ? "no number" : schema, JsonReport.SCHEMA);
      }
      return fields;
    } catch (IOException e) {
      throw UnreadableReport.of(file, e);
    }
  }

  /** Whether there is such a field. */
  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** A text. */
  public String text(String name) {
    return whole(field(name, JsonNode::isTextual, "a text").textValue());
  }

  /** JSON may have half a letter, which no file can have: a surrogate without the other one. */
  private static String whole(String text) {
    return HALF.matcher(text).replaceAll("\ufffd");
  }

  /** A text; empty if there is no such field. */
  public Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** A list of texts. */
  public List<String> texts(String name) {
    List<JsonNode> items = items(name);
    if (!items.stream().allMatch(JsonNode::isTextual)) {
      throw wrong(name, "a list of texts");
    }
    return items.stream().map(JsonNode::textValue).map(ReportFields::whole).toList();
  }

  /** A whole number. */
  public long number(String name) {
    return field(name, JsonNode::canConvertToExactIntegral, "a whole number").longValue();
  }

  /** A time in seconds, which is exact to the nanosecond; it is negative before a start. */
  public Duration seconds(String name) {
    double seconds = field(name, JsonNode::isNumber, "a number").doubleValue();
    if (!(Math.abs(seconds) <= MOST_SECONDS)) {
      throw wrong(name, "a number of seconds");
    }
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /** A point in time. */
  public Instant instant(String name) {
    try {
      Instant time = Instant.parse(text(name));
      // Of times that are further apart, the difference would not fit.
      if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
        throw wrong(name, "a time from 1970 to 2200");
      }
      return time;
    } catch (DateTimeParseException e) {
      throw wrong(name, "a time as in ISO 8601");
    }
  }

  /** One of the values of an enum, in small letters and with hyphens. */
  public <E extends Enum<E>> E word(String name, Class<E> type) {
    return known(
        name,
        text ->
            Stream.of(type.getEnumConstants())
                .filter(value -> JsonReport.word(value).equals(text))
                .findFirst());
  }

  /** A text that this version knows a value for. */
  public <T> T known(String name, Function<String, Optional<T>> values) {
    return values.apply(text(name)).orElseThrow(() -> wrong(name, "a value of this version"));
  }

  /** An object. */
  public ReportFields object(String name) {
    return new ReportFields(file, path(name), field(name, JsonNode::isObject, "an object"));
  }

  /** The problem that these fields describe. */
  public Problem problem() {
    return new Problem(
        known("check", ProblemId::of),
        text("check"),
        text("summary"),
        text("seen"),
        text("cause"),
        text("next"));
  }

  /** An object; empty if there is no such field. */
  public Optional<ReportFields> optional(String name) {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  /** A list of objects, each read by {@code item}. */
  public <T> List<T> list(String name, Function<ReportFields, T> item) {
    List<JsonNode> items = items(name);
    if (!items.stream().allMatch(JsonNode::isObject)) {
      throw wrong(name, "a list of objects");
    }
    return IntStream.range(0, items.size())
        .mapToObj(i -> new ReportFields(file, path(name) + "[" + i + "]", items.get(i)))
        .map(item)
        .toList();
  }

  /** The failure for a field whose value is not the expected one. */
  public Failure wrong(String name, String expected) {
    return UnreadableReport.field(file, path(name), expected);
  }

  private List<JsonNode> items(String name) {
    return List.copyOf(field(name, JsonNode::isArray, "a list").valueStream().toList());
  }

  private JsonNode field(
      String name, java.util.function.Predicate<JsonNode> kind, String expected) {
    JsonNode field = node.path(name);
    if (!kind.test(field)) {
      throw wrong(name, expected);
    }
    return field;
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
