package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.cli.Shell;
import dev.giteadrone.cli.StartPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ten-minute start of a host that runs, typed as the manual has it. */
final class StartRunningIT {
  @TempDir Path programs;

  @Test
  void aHostThatWasSetUpByHandIsProvedAfterTheCommandsOfThePage() throws Exception {
    try (HandMadeHost host = HandMadeHost.start()) {
      String before = Files.readString(host.folder().resolve(".secrets/drone.yaml"));
      Shell shell =
          Shell.in(host.fixture.sandbox, programs)
              .with(host.folder(), "SOPS_EDITOR", editor().toString());
      List<String> commands =
          StartPage.commands(
              "start-running.md",
              Map.of(
                  "https://git.my-domain.tld",
                  host.fixture.sandbox.giteaUrl().toString(),
                  "https://drone.my-server.tld",
                  host.fixture.sandbox.droneUrl().toString(),
                  "--cli ''",
                  "--cli '' --canary-pull never --no-canary-clone",
                  "age1yourhost",
                  host.hostRecipient));

      for (String command : commands) {
        Shell.Ran ran = shell.run(command);

        boolean bootstrap = command.equals("gitea-drone bootstrap");
        assertThat(ran.code())
            .as(command + "\n" + ran.out() + ran.err())
            .isEqualTo(bootstrap ? 8 : 0);
        if (command.startsWith("gitea-drone init")) {
          trustTheAuthorityOfTheSandbox(host);
        }
        if (command.equals("gitea-drone plan")) {
          assertThat(ran.out())
              .contains("not created by this program: kept as it is", "1 to create");
        }
        if (command.equals("gitea-drone verify")) {
          assertThat(ran.err()).contains("✔ docker ", "✔ exec ", "✔ status ");
        }
      }
      assertThat(host.folder().resolve(".secrets/drone.yaml")).hasContent(before);
    }
  }

  private static void trustTheAuthorityOfTheSandbox(HandMadeHost host) throws IOException {
    Path ca = host.fixture.sandbox.caCertificate().orElseThrow();
    Files.writeString(
        host.folder().resolve("gitea-drone.yaml"),
        "http:\n  ca: " + ca + "\n",
        StandardOpenOption.APPEND);
  }

  /** What a person does in the editor that sops opens. */
  private Path editor() throws IOException {
    Path script = programs.resolve("editor");
    Files.writeString(
        script, "#!/bin/sh\necho 'password: " + HandMadeHost.PASSWORD.reveal() + "' >> \"$1\"\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }
}
