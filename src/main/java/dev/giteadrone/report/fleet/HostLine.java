package dev.giteadrone.report.fleet;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Summary;
import dev.giteadrone.report.html.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How one of many hosts ended, in one line. Its whole run is in a report of its own.
 *
 * @param name unique among the hosts, such as {@code hosts/alpha}
 * @param file the configuration, as the user named it
 * @param status whether there was a run
 * @param gitea Gitea's URL; empty if the configuration cannot be read
 * @param drone Drone's URL; empty if the configuration cannot be read
 * @param started when its run started; empty if there was none
 * @param took wall time of its run
 * @param exitCode how a run of this host alone would have ended
 * @param text one line for people
 * @param problem why it is not done, if a problem is the reason
 */
public record HostLine(
    String name,
    String file,
    Status status,
    String gitea,
    String drone,
    Optional<Instant> started,
    Duration took,
    ExitCode exitCode,
    String text,
    Optional<Problem> problem) {
  /** Whether there was a run. */
  public enum Status {
    /** There was one; its report is kept. */
    RAN,
    /** Its configuration is wrong, or the same host is listed twice. */
    REFUSED,
    /** The time limit of all hosts, or Ctrl-C, came before its turn. */
    NOT_BEGUN
  }

  /** The text is safe to show, whoever wrote some of it. */
  public HostLine {
    text = Text.line(text);
  }

  /**
   * A host with a run.
   *
   * @param code how a run of this host alone would have ended
   */
  public static HostLine ran(String name, String file, RunReport run, ExitCode code) {
    Optional<Problem> cause = code == ExitCode.DONE ? Optional.empty() : run.rootCause();
    return new HostLine(
        name,
        file,
        Status.RAN,
        run.gitea(),
        run.drone(),
        Optional.of(run.started()),
        run.took(),
        code,
        cause.map(HostLine::brief).orElseGet(() -> result(run)),
        cause);
  }

  /** A problem in one line. */
  public static String brief(Problem problem) {
    return problem.check() + ": " + (problem.seen().isEmpty() ? problem.summary() : problem.seen());
  }

  private static String result(RunReport run) {
    long planned = run.planned();
    return run.command().equals("plan") && planned > 0
        ? planned + (planned == 1 ? " change planned" : " changes planned")
        : Summary.of(run);
  }

  /** The same host, which is not done because of this problem. */
  public HostLine with(Problem why) {
    return new HostLine(
        name, file, status, gitea, drone, started, took, exitCode, brief(why), Optional.of(why));
  }

  /** The same host by another name. */
  HostLine named(String otherName, String otherFile) {
    return new HostLine(
        otherName, otherFile, status, gitea, drone, started, took, exitCode, text, problem);
  }

  /** The sign at the start of its line. */
  public Glyph glyph() {
    return status == Status.NOT_BEGUN ? Glyph.SKIPPED : Verdict.glyph(exitCode);
  }

  /** Whether nothing is left to do on this host. */
  public boolean isDone() {
    return exitCode == ExitCode.DONE;
  }
}
