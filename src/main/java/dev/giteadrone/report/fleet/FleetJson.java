package dev.giteadrone.report.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.JsonProblem;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.json.ReportFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The report of many hosts as one JSON object, which refers to the reports of the hosts: each
 * component is a field, in this order, and its name is part of the interface.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FleetJson(
    int schema,
    String kind,
    String command,
    String version,
    String started,
    double seconds,
    @Nullable Shard shard,
    int exitCode,
    String outcome,
    List<OfHost> hosts,
    List<JsonProblem> problems) {
  /** Tells it from the report of one host. */
  static final String KIND = "fleet";

  private static final String EVENT = "hosts";

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OfHost(
      String name,
      String file,
      String status,
      String gitea,
      String drone,
      @Nullable String started,
      double seconds,
      int exitCode,
      String outcome,
      String text,
      @Nullable JsonProblem problem,
      @Nullable String report) {

    OfHost(HostLine host) {
      this(
          host.name(),
          host.file(),
          JsonReport.word(host.status()),
          host.gitea(),
          host.drone(),
          host.started().map(Instant::toString).orElse(null),
          JsonReport.seconds(host.took()),
          host.exitCode().code(),
          JsonReport.word(host.exitCode()),
          host.text(),
          host.problem().map(JsonProblem::new).orElse(null),
          host.status() == HostLine.Status.RAN ? HostReportFiles.of(host.name()).json() : null);
    }
  }

  private record Event(String event, @JsonUnwrapped FleetJson report) {}

  private FleetJson(FleetReport report) {
    this(
        JsonReport.SCHEMA,
        KIND,
        report.command(),
        report.version(),
        report.started().toString(),
        JsonReport.seconds(report.took()),
        report.shard().orElse(null),
        report.exitCode().code(),
        JsonReport.word(report.exitCode()),
        report.hosts().stream().map(OfHost::new).toList(),
        report.problems().stream().map(JsonProblem::new).toList());
  }

  static String render(FleetReport report) {
    return JsonReport.pretty(new FleetJson(report));
  }

  /** The report as the last line of the JSON events. */
  static String line(FleetReport report) {
    return JsonReport.line(new Event(EVENT, new FleetJson(report)));
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
        json.list("problems", ReportFields::problem));
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
        json.optional("problem").map(ReportFields::problem));
  }
}
