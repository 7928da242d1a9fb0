package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.io.SearchPath;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole way: from an empty folder to a green build, and no file is edited on it. */
final class InitIT {
  private Map<String, String> environment = Map.of();
  private Path folder = Path.of("");

  private record Ran(int code, String out, String err) {}

  @Test
  void initThenDeployThenBootstrapEndsGreen() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.blank(), Progress.SILENT)) {
      environment = new HashMap<>(sandbox.environment());
      environment.put("XDG_STATE_HOME", sandbox.hostFolder().resolveSibling("state").toString());
      folder = sandbox.hostFolder();
      Files.delete(sandbox.configFile());
      Files.delete(folder.resolve(".sops.yaml"));
      Path hostKey = sandbox.operatorKeyFile().resolveSibling(folder.getFileName() + ".txt");

      Ran init =
          run(
              "init",
              "--gitea-url",
              sandbox.giteaUrl().toString(),
              "--drone-url",
              sandbox.droneUrl().toString(),
              "--username",
              "sandbox-admin",
              "--email",
              "sandbox-admin@my-domain.tld",
              "--cli",
              sandbox.giteaCli().getFirst(),
              "--deploy",
              "./deploy",
              "--canary-pull",
              "never",
              "--no-canary-clone",
              "--host-key-file",
              hostKey.toString(),
              "--output",
              "json");

      assertThat(init.code()).as(init.err()).isZero();
      Map<String, byte[]> made = content();
      assertThat(made.keySet())
          .contains(
              "gitea-drone.yaml", ".sops.yaml", ".secrets/drone.yaml", ".secrets/gitea-admin.yaml");
      // Nothing was deployed yet; the host comes up with the RPC secret that init made.
      sandbox.deploy();
      String rpc = rpcSecret();
      assertThat(rpc).matches("[0-9a-f]{64}");
      assertThat(Files.readString(sandbox.environmentFile(0))).contains("DRONE_RPC_SECRET=" + rpc);

      Ran bootstrap = run("bootstrap");

      assertThat(bootstrap.code()).as(bootstrap.err()).isZero();
      assertThat(bootstrap.err())
          .contains("✔ docker ", "✔ exec ", "✔ status ", "Done in ")
          .doesNotContain("✗", "–");
      assertThat(rpcSecret()).isEqualTo(rpc);
      assertThat(content().get("gitea-drone.yaml")).isEqualTo(made.get("gitea-drone.yaml"));
      assertThat(content().get(".sops.yaml")).isEqualTo(made.get(".sops.yaml"));

      Ran again = run("bootstrap");

      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.err()).contains("Nothing to do.");
      Map<String, byte[]> wired = content();
      Ran second = run("init", "--username", "sandbox-admin");
      assertThat(second.code()).as(second.err()).isZero();
      assertThat(second.err()).contains("Nothing to write: everything is there.");
      wired.forEach((name, bytes) -> assertThat(content()).containsEntry(name, bytes));
      String identity =
          Files.readAllLines(sandbox.operatorKeyFile()).stream()
              .filter(line -> line.startsWith("AGE-SECRET-KEY-"))
              .findFirst()
              .orElseThrow();
      for (Ran ran : List.of(init, bootstrap, again, second)) {
        assertThat(ran.out() + ran.err()).doesNotContain(rpc, identity);
      }
    }
  }

  private String rpcSecret() {
    return new Subprocess(new Timeline(), environment)
        .run(
            new Subprocess.Command(
                List.of(
                    SearchPath.program("sops", environment),
                    "decrypt",
                    "--extract",
                    "[\"drone\"]",
                    ".secrets/drone.yaml"),
                folder,
                Map.of(),
                true),
            new byte[0],
            Deadline.in(Duration.ofSeconds(30)))
        .text()
        .lines()
        .filter(line -> line.startsWith("DRONE_RPC_SECRET="))
        .map(line -> line.substring("DRONE_RPC_SECRET=".length()))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, byte[]> content() {
    Map<String, byte[]> content = new HashMap<>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return content;
  }

  private Ran run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ProcessContext shell =
        new ProcessContext(stream(out), stream(err), environment, folder, Program::real);
    int code = Main.run(arguments, shell);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
