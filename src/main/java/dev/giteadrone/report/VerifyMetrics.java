package dev.giteadrone.report;

import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The metrics of verifications, in the text format of Prometheus: each family stands together. */
public final class VerifyMetrics {
  /**
   * One verification.
   *
   * @param host its value of the label {@code host}; empty for no such label
   * @param started empty if there was no run
   * @param checks those that passed or failed
   */
  public record Sample(
      Optional<String> host,
      ExitCode exitCode,
      Optional<Instant> started,
      Duration took,
      List<Check> checks) {
    /** Copies the list. */
    public Sample {
      checks = List.copyOf(checks);
    }

    private String label() {
      return host.map(name -> "host=\"" + escaped(name) + "\"").orElse("");
    }
  }

  /** A check that passed or failed. */
  public record Check(String id, boolean passed) {
    /** Those of a run whose result is known. */
    public static List<Check> of(RunReport report) {
      return report.checks().stream()
          .filter(check -> check.holds() || check.status() == CheckResult.Status.FAILED)
          .map(check -> new Check(check.check().id(), check.holds()))
          .toList();
    }
  }

  private final Consumer<String> lines;

  /**
   * Creates the output.
   *
   * @param lines takes one line, without its end
   */
  public VerifyMetrics(Consumer<String> lines) {
    this.lines = lines;
  }

  /** How the verifications ended. */
  public void ends(List<Sample> samples) {
    family(
        "gitea_drone_verify_exit_code",
        "Exit code of the last gitea-drone verify; 0 is good.",
        samples,
        sample -> Optional.of(String.valueOf(sample.exitCode().code())));
    family(
        "gitea_drone_verify_timestamp_seconds",
        "When the last gitea-drone verify began.",
        samples,
        sample -> sample.started().map(time -> String.valueOf(time.getEpochSecond())));
    family(
        "gitea_drone_verify_duration_seconds",
        "How long it took.",
        samples,
        sample -> Optional.of(seconds(sample.took())));
  }

  /** Their checks. */
  public void checks(List<Sample> samples) {
    String name = "gitea_drone_check_passed";
    gauge(name, "1 if the check passed, 0 if it failed; left out if not run.");
    for (Sample sample : samples) {
      for (Check check : sample.checks()) {
        String before = sample.label().isEmpty() ? "" : sample.label() + ",";
        String labels = before + "check=\"" + escaped(check.id()) + "\"";
        lines.accept(name + "{" + labels + "} " + (check.passed() ? 1 : 0));
      }
    }
  }

  private void family(
      String name, String help, List<Sample> samples, Function<Sample, Optional<String>> value) {
    gauge(name, help);
    for (Sample sample : samples) {
      String labels = sample.label().isEmpty() ? "" : "{" + sample.label() + "}";
      value.apply(sample).ifPresent(text -> lines.accept(name + labels + " " + text));
    }
  }

  private void gauge(String name, String help) {
    lines.accept("# HELP " + name + " " + help);
    lines.accept("# TYPE " + name + " gauge");
  }

  /** Never with an exponent, which is allowed but hard to read. */
  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /** A label's value as the format has it between quotes. */
  static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
