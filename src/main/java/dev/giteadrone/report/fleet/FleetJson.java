package dev.giteadrone.report.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.json.JsonProblem;
import dev.giteadrone.report.json.ReportFields;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The report of many hosts as one JSON object, which refers to the reports of the hosts. */
final class FleetJson {
  /** Tells it from the report of one host. */
  static final String KIND = "fleet";

  private static final String EVENT = "hosts";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private FleetJson() {}

  static String render(FleetReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    write(report, json);
    return write(MAPPER.writerWithDefaultPrettyPrinter(), json) + "\n";
  }

  /** The report as the last line of the JSON events. */
  static String line(FleetReport report) {
    ObjectNode json = MAPPER.createObjectNode().put("event", EVENT);
    write(report, json);
    return write(MAPPER.writer(), json);
  }

  private static void write(FleetReport report, ObjectNode json) {
    json.put("schema", JsonReport.SCHEMA).put("kind", KIND);
    json.put("command", report.command()).put("version", report.version());
    json.put("started", report.started().toString()).put("seconds", seconds(report.took()));
    report
        .shard()
        .ifPresent(shard ->
            json.putObject("shard").put("index", shard.index()).put("count", shard.count()));
    outcome(report.exitCode(), json);
    ArrayNode hosts = json.putArray("hosts");
    report.hosts().forEach(host -> write(host, hosts.addObject()));
    ArrayNode problems = json.putArray("problems");
    report.problems().forEach(problem -> JsonProblem.write(problem, problems.addObject()));
  }

  private static String write(ObjectWriter writer, ObjectNode json) {
    try {
      return writer.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(HostLine host, ObjectNode json) {
    json.put("name", host.name()).put("file", host.file());
    json.put("status", word(host.status())).put("gitea", host.gitea()).put("drone", host.drone());
    host.started().ifPresent(started -> json.put("started", started.toString()));
    json.put("seconds", seconds(host.took()));
    outcome(host.exitCode(), json);
    json.put("text", host.text());
    host.problem().ifPresent(problem -> JsonProblem.write(problem, json.putObject("problem")));
    if (host.status() == HostLine.Status.RAN) {
      json.put("report", HostFiles.of(host.name()).json());
    }
  }

  /** The report in a file, which was read already. */
  static FleetReport read(ReportFields json) {
    if (!json.optionalText("kind").equals(Optional.of(KIND))) {
      throw json.wrong("kind", "fleet");
    }
    return new FleetReport(
        json.text("command"),
        json.text("version"),
        json.instant("started"),
        json.seconds("seconds"),
        json.optional("shard").map(FleetJson::shard),
        json.list("hosts", FleetJson::host),
        json.list("problems", JsonProblem::read));
  }

  private static Shard shard(ReportFields json) {
    return Shard.parse(json.number("index") + "/" + json.number("count"))
        .orElseThrow(() -> json.wrong("index", "a number up to the count"));
  }

  private static HostLine host(ReportFields json) {
    return new HostLine(
        json.text("name"),
        json.text("file"),
        json.word("status", HostLine.Status.class),
        json.text("gitea"),
        json.text("drone"),
        json.has("started") ? Optional.of(json.instant("started")) : Optional.empty(),
        json.seconds("seconds"),
        json.word("outcome", ExitCode.class),
        json.text("text"),
        json.optional("problem").map(JsonProblem::read));
  }

  private static void outcome(ExitCode exitCode, ObjectNode json) {
    json.put("exitCode", exitCode.code()).put("outcome", word(exitCode));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
