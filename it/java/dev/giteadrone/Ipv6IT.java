package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.sandbox.Profile;
import dev.giteadrone.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Real servers that are reached by IPv6 alone, and that reach each other so. */
final class Ipv6IT {
  @Test
  void blankHostWithoutIpv4IsBootstrappedAndStaysAsItIs() throws IOException {
    try (HostFixture bed =
        HostFixture.start(
            SandboxOptions.blank()
                .withProfile(Profile.IPV6)
                .withRunners(EnumSet.of(RunnerType.EXEC)))) {
      requireIpv6Alone(bed.sandbox.giteaUrl());
      requireIpv6Alone(bed.sandbox.droneUrl());

      RunReport first = bed.bootstrap();

      assertThat(first.problem()).isEmpty();
      assertThat(first.checks())
          .allSatisfy(check ->
              assertThat(check.status())
                  .as(check.check().id())
                  .isEqualTo(CheckResult.Status.PASSED))
          .extracting(CheckResult::check)
          .contains(
              CheckId.DRONE_LOGIN,
              CheckId.WEBHOOK_DELIVERED,
              CheckId.RUNNER_EXEC,
              CheckId.STATUS_REPORTED);
      assertThat(first.exitCode()).isEqualTo(ExitCode.DONE);

      RunReport second = bed.bootstrap();
      assertThat(second.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(second.planned()).isZero();
    }
  }

  /** Its port is free for IPv4. */
  private static void requireIpv6Alone(URI server) throws IOException {
    assertThat(server.getHost()).isEqualTo("[::1]");
    InetAddress ipv4 = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket socket = new ServerSocket(server.getPort(), 1, ipv4)) {
      assertThat(socket.isBound()).isTrue();
    }
  }
}
