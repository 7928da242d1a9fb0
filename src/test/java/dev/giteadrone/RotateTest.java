package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.plan.StagePlan;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.RunReport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rotation on purpose, in memory. */
final class RotateTest {
  private final InMemoryServers world = InMemory.wired();

  @ParameterizedTest
  @EnumSource(Rotation.class)
  void dataKeyIsRenewedBeforeTheNewSecretIsWritten(Rotation what) {
    RunReport report = InMemory.on(world).rotate(what, true);

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.stages().getFirst().plan().steps().getFirst())
        .extracting(StepLine::id)
        .isEqualTo("renew-data-key");
    assertThat(world.dataKeys()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Rotation.class)
  void withoutTheOptionNoDataKeyIsRenewed(Rotation what) {
    assertThat(InMemory.on(world).rotate(what).exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(world.dataKeys()).isZero();
  }

  @Test
  void whatAFormerReaderStillKnowsIsListed() {
    assertThat(stillKnown(Rotation.CLIENT_SECRET))
        .contains("drone.yaml")
        .contains("the RPC secret (gitea-drone rotate rpc-secret)")
        .contains("2 other variables")
        .doesNotContain("rotate client-secret");
    assertThat(stillKnown(Rotation.RPC_SECRET))
        .contains("client secret (gitea-drone rotate client-secret)");
    assertThat(stillKnown(Rotation.ADMIN_PASSWORD))
        .contains("gitea-admin.yaml")
        .contains("the access token (gitea-drone rotate admin-token)")
        .contains("Drone's user token");
    assertThat(stillKnown(Rotation.ADMIN_TOKEN))
        .contains("the administrator's password (gitea-drone rotate admin-password)");
  }

  private String stillKnown(Rotation what) {
    StagePlan plan = InMemory.on(world).rotate(what, true).stages().getFirst().plan();
    return String.join("", List.copyOf(plan.warnings()));
  }
}
