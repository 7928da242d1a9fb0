package dev.giteadrone.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.sandbox.Sandbox;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The extension as somebody else's integration test uses it. */
@SuppressWarnings("deprecation")
@ExtendWith(WiredServers.class)
@TestMethodOrder(MethodOrderer.MethodName.class)
final class WiredServersIT {
  private static @Nullable URI first;

  @Test
  void aServersAreWired(Sandbox servers) {
    first = servers.giteaUrl();

    RunReport report =
        Commands.of(
                ConfigFile.load(servers.configFile(), Map.of()),
                RunOptions.DEFAULT,
                Progress.SILENT,
                servers.environment())
            .verify();

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void bTestsOfAClassShareTheServers(Sandbox servers) {
    assertThat(servers.giteaUrl()).isEqualTo(first);
  }
}
