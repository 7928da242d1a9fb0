package dev.giteadrone.faults;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.result.ExitCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many requests a run with nothing to do sends, and how many of them wait for another. */
final class LevelsTest {
  private static final CaseServers SERVERS = new CaseServers(options().containerThreads(50));

  /** Much longer than the program needs between an answer and the requests that follow it. */
  private static final Duration DELAY = Duration.ofMillis(500);

  @BeforeAll
  static void start() {
    SERVERS.start();
  }

  @AfterAll
  static void stop() {
    SERVERS.stop();
  }

  /** The plan also looks at the canary, which the others ask only if they push to it. */
  @Test
  void aPlanLooksAtTheCanaryBesides() {
    try (FaultCase servers =
        SERVERS.open(FaultCase.ofRun(null, 0, false, List.of(), true, SERVERS.port(), ""))) {
      servers.delayAnswers(DELAY);

      WholeRun.Ran ran = WholeRun.PLAN.on(servers);

      assertThat(ran.report().exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(servers.received()).hasSizeBetween(10, 12).doesNotHaveDuplicates();
      assertThat(servers.levels()).isLessThanOrEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BOOTSTRAP", "VERIFY"})
  void atMostTenRequestsOnThreeLevels(WholeRun command) {
    try (FaultCase servers =
        SERVERS.open(FaultCase.ofRun(null, 0, false, List.of(), true, SERVERS.port(), ""))) {
      servers.delayAnswers(DELAY);

      WholeRun.Ran ran = command.on(servers);

      assertThat(ran.report().exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(servers.received()).hasSizeBetween(9, 10).doesNotHaveDuplicates();
      assertThat(servers.levels()).isEqualTo(3);
    }
  }
}
