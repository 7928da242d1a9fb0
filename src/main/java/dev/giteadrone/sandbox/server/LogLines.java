package dev.giteadrone.sandbox.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giteadrone.sandbox.process.LogTail;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes lines of the servers' logs readable. Drone logs at level debug, one JSON object a line. */
public final class LogLines {
  /** The forms of Drone, of its runners, and of Gitea. */
  private static final Pattern DEBUG =
      Pattern.compile("\"level\":\"(debug|trace)\"|\\blevel=(debug|trace)\\b|\\[[DT]] ");

  private static final Set<String> SHOWN_FIRST = Set.of("time", "level", "msg", "error");
  private static final Set<String> NOT_SHOWN =
      Set.of("fields.time", "request-id", "latency", "token");

  /** As many as the message of a failed wait can show of each part. */
  private static final int LINES = 15;

  private static final ObjectMapper JSON = new ObjectMapper();

  private LogLines() {}

  /** The last lines of level info and above, in readable form, without secrets. */
  public static String important(LogTail log) {
    return log.lines(LogLines::isImportant, LINES, LogLines::readable);
  }

  /** The last of these lines that are of level info and above, in readable form. */
  public static String important(List<String> lines) {
    List<String> important = lines.stream().filter(LogLines::isImportant).toList();
    return important.subList(Math.max(0, important.size() - LINES), important.size()).stream()
        .map(LogLines::readable)
        .collect(Collectors.joining("\n"));
  }

  private static boolean isImportant(String line) {
    return !DEBUG.matcher(line).find();
  }

  /** A line of Drone as time, level, message and the other fields; other lines as they are. */
  static String readable(String line) {
    return json(line)
        .map(fields -> {
          StringBuilder text = new StringBuilder();
          text.append(fields.path("time").asText()).append(' ');
          text.append(fields.path("level").asText()).append(": ");
          text.append(fields.path("msg").asText());
          if (fields.has("error")) {
            text.append(": ").append(fields.path("error").asText());
          }
          fields
              .properties()
              .forEach(field -> {
                if (!SHOWN_FIRST.contains(field.getKey()) && !NOT_SHOWN.contains(field.getKey())) {
                  text.append(' ').append(field.getKey()).append('=');
                  text.append(field.getValue().asText());
                }
              });
          return text.toString();
        })
        .orElse(line);
  }

  /** The fields of a line; empty if it is no log line of Drone, or was cut. */
  private static Optional<JsonNode> json(String line) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(line)).filter(fields -> fields.has("level"));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
