package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.Effects;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.report.RunReport;
import org.junit.jupiter.api.Test;

/** A run that has built something says where that can be seen. */
final class CanaryPageTest {
  @Test
  void theBuildHasItsPageInDrone() {
    RunReport report = InMemory.on(InMemory.wired()).verify();

    long number = report.build().orElseThrow();
    assertThat(report.canary().orElseThrow().url())
        .isEqualTo(InMemoryServers.DRONE + "/my-admin/gitea-drone-canary/" + number);
  }

  @Test
  void withoutABuildThereIsNoPage() {
    RunReport report =
        RunOn.gateways(
                TestConfig.desired(),
                RunOptions.DEFAULT.withLevel(Level.BASIC),
                InMemory.gateways(InMemory.wired(), Effects.counting()))
            .verify();

    assertThat(report.canary()).isEmpty();
  }
}
