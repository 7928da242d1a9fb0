package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ten-minute starts, typed as the manual has them. */
final class StartPagesIT {
  @TempDir Path programs;

  @Test
  void aBlankHostBuildsAPushAfterTheCommandsOfThePage() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.blank(), Progress.SILENT)) {
      Shell shell = Shell.in(sandbox, programs);
      Files.delete(sandbox.configFile());
      Files.delete(sandbox.hostFolder().resolve(".sops.yaml"));
      Path hostKey =
          sandbox.operatorKeyFile().resolveSibling(sandbox.hostFolder().getFileName() + ".txt");
      List<String> commands =
          StartPage.commands(
              "start-blank.md",
              Map.of(
                  "mkdir host && cd host && ", // the sandbox has the folder
                  "",
                  "--domain my-domain.tld",
                  "--gitea-url %s --drone-url %s --email me@my-domain.tld --cli %s"
                      .formatted(
                          sandbox.giteaUrl(),
                          sandbox.droneUrl(),
                          sandbox.giteaCli().getFirst() + " --canary-pull never --no-canary-clone"),
                  "my-admin",
                  sandbox.adminName(),
                  "ssh_host_ed25519_key.pub",
                  hostKey.toString()));

      List<Shell.Ran> bootstraps = new ArrayList<>();
      for (String command : commands) {
        Shell.Ran ran = shell.run(command);
        if (command.equals("gitea-drone bootstrap")) {
          bootstraps.add(ran);
        } else {
          assertThat(ran.code()).as(command + "\n" + ran.err()).isZero();
        }
      }

      assertThat(bootstraps).hasSize(2);
      Shell.Ran first = bootstraps.getFirst();
      assertThat(first.code()).as(first.err()).isEqualTo(8);
      assertThat(first.err()).contains("✔ docker ", "✔ exec ", "✔ status ", "git add ");
      Shell.Ran second = bootstraps.getLast();
      assertThat(second.code()).as(second.err()).isZero();
      assertThat(second.err()).contains("Nothing to do");
    }
  }
}
