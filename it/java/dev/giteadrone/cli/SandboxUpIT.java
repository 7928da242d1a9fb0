package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox in the background, as a user has it. */
class SandboxUpIT {
  private static final Pattern PASSWORD = Pattern.compile("sandbox-admin, password (\\S+)");

  @TempDir Path folder;
  private Map<String, String> environment;

  /** What a command printed. */
  private record Answer(int code, String out, String err) {}

  @BeforeEach
  void useStateOfOurOwn() {
    environment = new HashMap<>(System.getenv());
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    environment.remove("DISPLAY");
    environment.remove("WAYLAND_DISPLAY");
  }

  @AfterEach
  void stopAll() {
    assertThat(run("down", "--all").code()).isZero();
  }

  @Test
  void itIsStartedLookedAtAndStopped() throws Exception {
    Answer up = run("up", "--runners", "exec");
    assertThat(up.code()).as(up.err()).isZero();
    assertThat(up.err()).contains("✔ gitea     1.26.0, ready after").endsWith("default, running\n");
    Matcher password = PASSWORD.matcher(up.out());
    assertThat(password.find()).as(up.out()).isTrue();
    assertThat(up.out())
        .contains("  ✔ gitea     http://127.0.0.1:", "  ✔ drone     http://127.0.0.1:")
        .endsWith("Stop it: gitea-drone sandbox down\n");

    Answer again = run("up");
    assertThat(again.code()).isZero();
    assertThat(again.err()).isEqualTo("► sandbox  default, already running\n");
    assertThat(again.out()).isEqualTo(up.out());

    Answer all = run("status");
    assertThat(all.code()).isZero();
    assertThat(all.out().lines())
        .hasSize(2)
        .element(1)
        .asString()
        .matches("default +running +http://127.0.0.1:\\d+ +http://127.0.0.1:\\d+ +exec");
    Answer one = run("status", "--name", "default");
    assertThat(one.code()).isZero();
    assertThat(one.out()).isEqualTo("► sandbox  default, running\n" + up.out());

    Answer logs = run("logs", "-n", "1000000");
    assertThat(logs.code()).isZero();
    assertThat(logs.out())
        .contains("sandbox       | ✔ gitea 1.26.0", "gitea         | ", "drone         | ")
        .doesNotContain(password.group(1));
    assertThat(run("logs", "drone", "-n", "2").out().lines()).hasSize(2);
    Answer unknown = run("logs", "nginx");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("name one of sandbox,");
    assertThat(run("open", "drone").out()).matches("http://127\\.0\\.0\\.1:\\d+\n");

    Answer other = run("up", "--profile", "ipv6");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("with other options: --profile ipv6 (it has");
    assertThat(Files.readString(folder.resolve("state/gitea-drone/sandboxes/default/sandbox.log")))
        .doesNotContain(password.group(1));

    Answer kept = run("down", "--keep");
    assertThat(kept.code()).isZero();
    assertThat(kept.err()).contains("stopped; its data stay: gitea-drone sandbox up");
    assertThat(run("status").code()).isEqualTo(3);
    assertThat(run("status", "--name", "default").out())
        .contains("► sandbox  default, stopped", "next    gitea-drone sandbox up");
    assertThat(run("up").out()).isEqualTo(up.out());

    assertThat(run("down").err()).isEqualTo("  ✔ default   stopped and removed\n");
    assertThat(run("status", "--name", "default").code()).isEqualTo(3);
    assertThat(run("open").err()).contains("there is none of this name (there is: none)");
    assertThat(run("down").err()).isEqualTo("Nothing to stop: there is no sandbox default.\n");
  }

  @Test
  void itOutlivesTheTerminal() throws Exception {
    Path work = Files.createDirectories(folder.resolve("work"));
    environment.put("PATH", System.getenv("PATH"));
    try (Terminal terminal =
        Terminal.start(work, environment, "sandbox", "up", "--name", "t-1", "--runners", "exec")) {
      terminal.sees("Stop it: gitea-drone sandbox down --name t-1");
      assertThat(terminal.end()).isZero();
    }

    Answer status = run("status");
    assertThat(status.code()).as(status.out()).isZero();
    assertThat(status.out()).contains("t-1          running");
  }

  @Test
  void ctrlCWhileItStartsStopsIt() throws Exception {
    Path work = Files.createDirectories(folder.resolve("work"));
    try (Terminal terminal = Terminal.start(work, environment, "sandbox", "up", "--blank")) {
      terminal.sees("docker");
      terminal.presses("\u0003");
      assertThat(terminal.end()).isEqualTo(130);
      assertThat(terminal.text()).contains("interrupted; what was started is stopped again");
    }

    Answer up = run("up", "--runners", "exec");
    assertThat(up.code()).as(up.err()).isZero();
  }

  @Test
  void whatIsWrongOnTheCommandLineIsSaidAtOnce() {
    assertThat(run("up", "--gitea-port", "80").err()).contains("'80' is not a port from 1024");
    assertThat(run("up", "--name", "../x").err()).contains("using the sandbox ../x");
    assertThat(run("up", "--name", "../x").code()).isEqualTo(2);
    assertThat(run("down", "--all", "--name", "x").err()).contains("exclude each other");
    assertThat(run("status").out()).startsWith("There is no sandbox.");
    assertThat(folder.resolve("state")).doesNotExist();
  }

  private Answer run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "sandbox";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            all, new ProcessContext(stream(out), stream(err), environment, folder, Program::real));
    return new Answer(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
