package dev.giteadrone.report.fleet;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.ChangedReport;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Sample;
import dev.giteadrone.report.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs over several hosts, made by hand. */
public final class FleetSample {
  static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");
  static final String VERSION = "gitea-drone 1.2.3";

  private FleetSample() {}

  /** A host with a run. */
  static HostLine ran(String name, RunReport run) {
    return new HostLine(
        name,
        name + ".yaml",
        HostLine.Status.RAN,
        run.gitea(),
        run.drone(),
        Optional.of(run.started()),
        run.took(),
        run.exitCode(),
        Summary.of(run),
        run.rootCause());
  }

  /** A host without a run. */
  static HostLine refused(String name, Problem problem) {
    return new HostLine(
        name,
        name + ".yaml",
        HostLine.Status.REFUSED,
        "",
        "",
        Optional.empty(),
        Duration.ZERO,
        ExitCode.USAGE,
        problem.summary() + ": " + problem.seen(),
        Optional.of(problem));
  }

  /** The samples of pages by name. */
  static final Map<String, FleetReport> ALL =
      Map.of("failing", failing(), "healthy", healthy(), "hostile", hostile(), "large", large());

  static FleetReport report(HostLine... hosts) {
    return report(Optional.empty(), hosts);
  }

  static FleetReport report(Optional<Shard> shard, HostLine... hosts) {
    return new FleetReport(
        "bootstrap", VERSION, STARTED, Duration.ofMillis(61_250), shard, List.of(hosts), List.of());
  }

  /** One host is done, and one is not. */
  static FleetReport two() {
    return report(ran("hosts/alpha", Sample.blank()), ran("hosts/beta", Sample.undelivered()));
  }

  /** 200 hosts, of which a few failed for three reasons. */
  static FleetReport failing() {
    List<HostLine> hosts = new ArrayList<>(done(189));
    for (int i = 1; i <= 8; i++) {
      hosts.add(ran("hosts/lab-" + i, at("lab-" + i, Sample.undelivered())));
    }
    hosts.add(ran("hosts/office", at("office", Sample.unreachable())));
    hosts.add(
        refused(
            "hosts/typo",
            TestProblem.of(
                "config.syntax",
                "reading hosts/typo.yaml",
                "line 3: gitea.url has no value",
                "gitea: { url: https://git.example.org }")));
    hosts.add(notBegun("hosts/zeta"));
    return report(hosts.toArray(HostLine[]::new));
  }

  /** All are done. */
  static FleetReport healthy() {
    return report(done(12).toArray(HostLine[]::new));
  }

  /** Names and texts that mean harm, and a problem of the whole. */
  static FleetReport hostile() {
    String text =
        "</td></table><script>alert('x')</script><img src=x onerror=alert(1)>\u0000\u001b[31m"
            + " \"&amp; javascript:alert(1) \u202e";
    Problem problem = TestProblem.of("run.state", text, text + "A".repeat(400), text, text);
    FleetReport one =
        report(
            Optional.of(new Shard(1, 3)),
            refused(text, problem),
            refused("a".repeat(500), problem),
            ran("../../" + "x/".repeat(100), Sample.hostile()),
            ran("javascript:alert(1)", Sample.blank()));
    return new FleetReport(
        text, text, STARTED, one.took(), one.shard(), one.hosts(), List.of(problem, problem));
  }

  /** The largest page: 2,000 hosts with long names, all of which failed, each in its own way. */
  static FleetReport large() {
    List<HostLine> hosts = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      String name = "hosts/a-very-long-name-of-a-region/and-of-a-rack/host-" + i;
      String own = Integer.toString(i, 26).replaceAll("[0-9]", "z") + "x".repeat(i % 7);
      Problem problem =
          TestProblem.of("drone.ready", "connecting to Drone", "no answer " + own, "start Drone");
      HostLine host = ran(name, Sample.unreachable());
      hosts.add(
          new HostLine(
              name,
              host.file(),
              host.status(),
              host.gitea(),
              host.drone(),
              host.started(),
              host.took(),
              host.exitCode(),
              host.text() + " " + "and more".repeat(20),
              Optional.of(problem)));
    }
    return report(hosts.toArray(HostLine[]::new));
  }

  private static List<HostLine> done(int count) {
    List<HostLine> hosts = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      hosts.add(ran("hosts/host-%03d".formatted(i), at("host-" + i, Sample.blank())));
    }
    return hosts;
  }

  /** The run of a host with addresses of its own. */
  private static RunReport at(String host, RunReport run) {
    String drone = "https://drone-" + host + ".example.org";
    List<CheckResult> checks =
        run.checks().stream()
            .map(check ->
                check
                    .problem()
                    .map(p ->
                        CheckResult.failed(
                            check.check(),
                            TestProblem.of(
                                p.check(),
                                p.summary().replace("a13de949", "b" + host.hashCode()),
                                p.seen(),
                                p.cause().replace("drone.my-domain.tld", drone.substring(8)),
                                p.next())))
                    .orElse(check))
            .toList();
    return ChangedReport.of(run)
        .servers("https://git-" + host + ".example.org", drone)
        .checks(checks)
        .build();
  }

  private static HostLine notBegun(String name) {
    return new HostLine(
        name,
        name + ".yaml",
        HostLine.Status.NOT_BEGUN,
        Sample.GITEA,
        Sample.DRONE,
        Optional.empty(),
        Duration.ZERO,
        ExitCode.FAILED,
        "the time limit of all hosts came first",
        Optional.empty());
  }
}
