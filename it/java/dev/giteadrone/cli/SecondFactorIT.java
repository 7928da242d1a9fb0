package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.HostFixture;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.cli.terminal.Terminals;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.servers.Authenticator;
import dev.giteadrone.servers.TestHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real Gitea whose administrator has a second factor, with and without somebody to ask. */
final class SecondFactorIT {
  private record Ran(int code, String text) {}

  private static HostFixture host;
  private static Authenticator app;
  private static Path config;

  @BeforeAll
  static void start() throws IOException {
    host =
        HostFixture.wired(
            SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC)).withRunnersStopped());
    Credential.Basic admin = host.basic();
    // Gitea's command line would create a token without a code.
    config = host.sandbox.configFile().resolveSibling("without-cli.yaml");
    Files.writeString(
        config, Files.readString(host.sandbox.configFile()).replaceAll("(?m)^ *cli: .*\n", ""));
    // Only then: the second factor guards the list of tokens, too.
    for (String token : host.gitea().tokens().names(admin)) {
      host.gitea().tokens().delete(admin, token);
    }
    app =
        Authenticator.enrol(
            TestHttp.to("Gitea", host.sandbox.giteaUrl(), host.sandbox.caCertificate()), admin);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Test
  void aDeadTokenAndADroneLoginNeedACodeEach() {
    Ran alone = run(List.of(), "bootstrap", "--level", "login");
    assertThat(alone.code()).as(alone.text()).isEqualTo(4);
    assertThat(alone.text()).contains("second factor").doesNotContain("code of the second factor");
    Ran yes = run(List.of(() -> app.code(0)), "bootstrap", "--level", "login", "--yes");
    assertThat(yes.code()).as(yes.text()).isEqualTo(4);
    assertThat(yes.text()).doesNotContain("code of the second factor");

    Ran asked =
        run(
            List.of(() -> "000000", () -> app.code(0), () -> app.code(0)),
            "bootstrap",
            "--level",
            "login");
    assertThat(asked.code()).as(asked.text()).isZero();
    assertThat(asked.text())
        .contains("code of the second factor of " + host.basic().username())
        .contains("Gitea refuses this code")
        .doesNotContain(app.code(0));

    // Gitea's web form takes no code twice.
    Ran verify = run(List.of(() -> app.code(0), () -> app.code(1)), "verify", "--level", "login");
    assertThat(verify.code()).as(verify.text()).isZero();
    assertThat(verify.text()).contains("Gitea refuses this code");

    Ran basic = run(List.of(), "verify", "--level", "basic");
    assertThat(basic.code()).as(basic.text()).isZero();
    Ran unasked = run(List.of(), "verify", "--level", "login");
    assertThat(unasked.code()).as(unasked.text()).isZero();
    assertThat(unasked.text()).contains("a second factor, which only a person can give");
  }

  private static Ran run(List<Supplier<String>> typed, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--config", config.toString()));
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(screen, true, StandardCharsets.UTF_8);
    Map<String, String> environment = new HashMap<>(host.sandbox.environment(System.getenv()));
    environment.remove("CI");
    Queue<Supplier<String>> lines = new ArrayDeque<>(typed);
    ProcessContext.Keyboard keyboard = () -> Optional.ofNullable(lines.poll()).map(Supplier::get);
    int code =
        Main.run(
            all.toArray(String[]::new),
            new ProcessContext(
                stream,
                stream,
                environment,
                host.sandbox.hostFolder(),
                Terminals.NONE,
                typed.isEmpty() ? Optional.empty() : Optional.of(keyboard),
                Program::real));
    // The lines of the screen are broken where it ends.
    return new Ran(code, screen.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " "));
  }
}
