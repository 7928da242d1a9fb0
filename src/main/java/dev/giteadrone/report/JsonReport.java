package dev.giteadrone.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;

/**
 * A whole run as one JSON object. Field names are stable; new ones may be added, so readers should
 * ignore what they do not know. Durations are seconds with a fraction.
 *
 * <pre>{@code
 * { "schema": 2, "command": "bootstrap", "gitea": URL, "drone": URL, "started": ISO 8601,
 *   "seconds": 49.1, "ownSeconds": 1.2, "requests": 61, "mutations": 9,
 *   "exitCode": 0, "outcome": "done",
 *   "stages": [ { "stage": "access", "seconds": 2.4,
 *     "facts": [ { "label": "gitea", "text": "1.26.0, ready after 2.1 s" } ],
 *     "planned": [ { "step": "create-admin", "label": "admin", "text": …, "rotates": false,
 *       "effect": "creates|changes|removes|rotates" } ],
 *     "refused": [ { "label": "secret", "exitCode": 3, "problem": PROBLEM } ],
 *     "warnings": [ … ],
 *     "results": [ { "step": …, "label": …, "text": …, "rotates": …,
 *       "effect": …, "change": "created|updated|deleted|unchanged", "seconds": 0.4 } ] } ],
 *   "then": [ … ],
 *   "checks": [ { "id": "webhook.delivered", "label": "webhook", "text": …, "seconds": 0.4,
 *     "status": "passed|failed|warned|not-run|not-reached", "problem": PROBLEM if failed,
 *     "because": the check that failed, if not reached } ],
 *   "buildUrl": the page of the canary's build, "build": its number, if there was one,
 *   "problem": PROBLEM if something stopped the run,
 *   "next": [ "git add .secrets && git commit" ],
 *   "setup": { "administrator": "my-admin", "secretsFile": "drone.yaml", "runners": [ "exec" ] },
 *   "trace": { "stages": [ { "stage": "access", "at": 0.1, "seconds": 2.4 } ],
 *     "spans": [ { "kind": "read|mutation|subprocess|wait", "label": "GET /api/v1/version",
 *       "at": 0.1, "seconds": 0.02 } ] } }
 *
 * PROBLEM: { "check": "webhook.delivered", "summary": …, "seen": …, "cause": …, "next": … }
 * }</pre>
 */
public final class JsonReport {
  /** Raised when a field changes its name or meaning. */
  public static final int SCHEMA = 2;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonReport() {}

  /** The run as JSON text of several lines. */
  public static String render(RunReport report) {
    return pretty(new JsonRun(report));
  }

  /** A record as JSON text of several lines. */
  public static String pretty(Record fields) {
    return write(MAPPER.writerWithDefaultPrettyPrinter(), fields) + "\n";
  }

  /** A record as JSON in one line. */
  public static String line(Record fields) {
    return write(MAPPER.writer(), fields);
  }

  /** A duration in seconds, to the nanosecond, so that a reader gets the same duration. */
  public static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** {@code not-run} for {@code NOT_RUN}. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String write(ObjectWriter writer, Record fields) {
    try {
      return writer.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
