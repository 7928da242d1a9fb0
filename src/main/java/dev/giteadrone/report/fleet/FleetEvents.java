package dev.giteadrone.report.fleet;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.report.JsonEvents;
import dev.giteadrone.report.RunReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The runs of many hosts as JSON lines: those of {@link JsonEvents}, each with the {@code host},
 * and last {@code {"event":"hosts",…}} with the fields of the report of all.
 */
public final class FleetEvents implements FleetOutput {
  private final Consumer<String> lines;
  private final Map<String, JsonEvents> hosts = new ConcurrentHashMap<>();

  /**
   * Creates the output.
   *
   * @param lines takes one line, without its end; is called by one thread at a time
   */
  public FleetEvents(Consumer<String> lines) {
    this.lines =
        line -> {
          synchronized (this) {
            lines.accept(line);
          }
        };
  }

  @Override
  public Progress of(String host) {
    return events(host);
  }

  @Override
  public void ended(HostLine line, Optional<RunReport> report) {
    JsonEvents events = events(line.name());
    report.ifPresentOrElse(
        events::run,
        () -> events.error(line.exitCode(), line.problem().map(List::of).orElse(List.of())));
    hosts.remove(line.name());
  }

  @Override
  public void end(FleetReport report) {
    lines.accept(FleetJson.line(report));
  }

  private JsonEvents events(String host) {
    return hosts.computeIfAbsent(host, name -> JsonEvents.ofHost(name, lines));
  }
}
