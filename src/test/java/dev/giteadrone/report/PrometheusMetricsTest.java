package dev.giteadrone.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is written is read by the rules of Prometheus's text format, version 0.0.4. */
final class PrometheusMetricsTest {
  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "(?:\\{check=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"\\})?"
              + " (-?\\d+(?:\\.\\d+)?)");

  private final List<String> lines = new ArrayList<>();
  private final PrometheusMetrics metrics = new PrometheusMetrics(lines::add);

  @Test
  void aVerificationIsItsCodeItsTimesAndItsChecks() {
    metrics.run(Sample.undelivered());

    assertThat(samples())
        .containsExactly(
            Map.entry("gitea_drone_verify_exit_code", "7"),
            Map.entry("gitea_drone_verify_timestamp_seconds", "1767323045"),
            Map.entry("gitea_drone_verify_duration_seconds", "33"),
            Map.entry("gitea_drone_check_passed drone.login", "1"),
            Map.entry("gitea_drone_check_passed webhook.delivered", "0"));
  }

  @Test
  void aWarningIsNoFailure() {
    metrics.run(
        ChangedReport.of(Sample.again())
            .checks(
                List.of(
                    CheckResult.warned(CheckId.GITEA_VERSION, "1.99 is not tested"),
                    CheckResult.notRun(CheckId.SOPS_RECIPIENTS, "no key")))
            .build());

    assertThat(samples())
        .containsEntry("gitea_drone_check_passed gitea.version", "1")
        .containsEntry("gitea_drone_verify_duration_seconds", "1.4")
        .doesNotContainKey("gitea_drone_check_passed sops.recipients");
  }

  @Test
  void withoutARunThereIsTheExitCode() {
    long before = Instant.now().getEpochSecond();
    metrics.error(ExitCode.SECRETS_FILE, List.of(Sample.STALE));

    Map<String, String> samples = samples();
    assertThat(samples).containsEntry("gitea_drone_verify_exit_code", "6").hasSize(3);
    assertThat(Long.parseLong(samples.get("gitea_drone_verify_timestamp_seconds")))
        .isGreaterThanOrEqualTo(before);
  }

  @Test
  void progressIsNotPartOfIt() {
    Sample.tell(Sample.blank(), metrics);

    assertThat(lines).isEmpty();
  }

  @Test
  void quotesBackslashesAndLineBreaksAreEscaped() {
    assertThat(VerifyMetrics.escaped("a\\b\"c\nd")).isEqualTo("a\\\\b\\\"c\\nd");
  }

  /** All samples by name and label; each has a type before it, and none comes twice. */
  private Map<String, String> samples() {
    Map<String, String> samples = new LinkedHashMap<>();
    Set<String> typed = new HashSet<>();
    for (String line : lines) {
      Matcher comment = COMMENT.matcher(line);
      if (line.startsWith("#")) {
        assertThat(comment.matches()).as(line).isTrue();
        if (comment.group(1).equals("TYPE")) {
          assertThat(typed.add(comment.group(2))).as(line).isTrue();
          assertThat(comment.group(3)).isEqualTo("gauge");
        }
        continue;
      }
      Matcher sample = SAMPLE.matcher(line);
      assertThat(sample.matches()).as(line).isTrue();
      assertThat(typed).contains(sample.group(1));
      String label = sample.group(2) == null ? "" : " " + sample.group(2);
      assertThat(samples.put(sample.group(1) + label, sample.group(3))).as(line).isNull();
    }
    return samples;
  }
}
