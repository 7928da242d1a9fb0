package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.DesiredBuilder;
import dev.giteadrone.gitea.SshHost;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gitea's own command line behind the real ssh, in whole runs. */
final class SshHostIT {
  @TempDir private Path keys;

  @Test
  void aHostThatSshDoesNotReachIsLeftAsItIsAndTheNextRunConverges() throws Exception {
    SandboxOptions options =
        SandboxOptions.blank().withRunners(EnumSet.of(RunnerType.EXEC)).withoutRegistration();
    try (SshHost host = SshHost.start(keys);
        HostFixture bed = HostFixture.start(options)) {
      Revision secrets = bed.hostFile().read().revision();
      Revision admin = bed.adminFile().read().revision();

      RunReport unreached = bootstrap(bed, host.closed());
      assertThat(unreached.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(unreached.problem().orElseThrow().check()).isEqualTo("admin.exists");
      assertThat(unreached.problem().orElseThrow().next()).contains("@127.0.0.1 true");
      assertThat(users(bed)).isEmpty();
      assertThat(bed.hostFile().read().revision()).isEqualTo(secrets);
      assertThat(bed.adminFile().read().revision()).isEqualTo(admin);

      RunReport reached = bootstrap(bed, host.prefix());
      assertThat(reached.problem()).isEmpty();
      assertThat(reached.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(users(bed)).hasSize(1);
      assertThat(bed.admin().text(AdminKey.CREATED_BY)).contains(AdminCreation.CLI.label());
      assertThat(bed.admin().get(AdminKey.PENDING_ADMIN)).isEmpty();
      assertThat(bed.admin().pendingTokens()).isEmpty();
    }
  }

  /** The users that Gitea has, a line each. */
  private static List<String> users(HostFixture bed) {
    List<String> argv = new ArrayList<>(bed.sandbox.giteaCli());
    argv.addAll(List.of("admin", "user", "list"));
    return bed.run(argv, new byte[0]).text().lines().filter(line -> line.contains("@")).toList();
  }

  private static RunReport bootstrap(HostFixture bed, List<String> ssh) {
    List<String> prefix = new ArrayList<>(ssh);
    prefix.addAll(bed.sandbox.giteaCli());
    Desired desired = DesiredBuilder.of(bed.desired()).way(AdminCreation.AUTO).cli(prefix).build();
    return bed.program(desired, RunOptions.DEFAULT).bootstrap();
  }
}
