package dev.giteadrone.sandbox.exec;

import dev.giteadrone.drone.api.model.Line;
import dev.giteadrone.drone.api.model.Netrc;
import dev.giteadrone.drone.api.model.StageDetails;
import dev.giteadrone.drone.api.model.StageSecret;
import dev.giteadrone.io.ShellQuoting;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.ProcessTree;
import dev.giteadrone.sandbox.process.Spawner;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.process.Tools;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the commands of one step and sends their output to Drone. */
final class StepProcess {
  private static final long FLUSH_MILLIS = 300;
  private static final int KILLED = 137;

  private final RunnerClient client;
  private final long step;
  private final Path workspace;
  private final SystemUser account;
  private final StageDetails details;
  private final List<Line> lines = new ArrayList<>();
  private final long begun = System.nanoTime();
  private int sent;
  private long sentAt = begun;
  private @Nullable Process process;
  private boolean killed;

  StepProcess(
      RunnerClient client, long step, Path workspace, SystemUser account, StageDetails details) {
    this.client = client;
    this.step = step;
    this.workspace = workspace;
    this.account = account;
    this.details = details;
  }

  /**
   * Runs the commands, and shows each before it runs. The first command that fails ends the step.
   *
   * @return the exit code
   */
  int run(ExecPipeline.ExecStep wanted, Map<String, String> variables) throws IOException {
    Path script =
        Folder.write(
            workspace.resolve("step-" + step + ".sh"), script(wanted.commands()), "rw-------");
    account.own(script);
    Process running = start(script, environment(wanted, variables));
    if (running == null) {
      return KILLED;
    }
    int exitCode = KILLED;
    try (BufferedReader out = running.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        add(line);
      }
      exitCode = running.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ProcessTree.end(running, 0);
    }
    client.send(client.api().uploadLines(client.credential(), step, lines));
    return exitCode;
  }

  /** Ends the commands and all processes that they have started. No command starts afterwards. */
  synchronized void kill() {
    killed = true;
    if (process != null) {
      ProcessTree.end(process, 0);
    }
  }

  private synchronized @Nullable Process start(Path script, Map<String, String> environment) {
    if (!killed) {
      process =
          Spawner.pipe(
              Launch.of(
                      List.of("/bin/sh", "-e", script.toString()),
                      environment,
                      workspace.resolve("src"))
                  .as(account));
    }
    return process;
  }

  private Map<String, String> environment(
      ExecPipeline.ExecStep wanted, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("PATH", Tools.path());
    environment.put("HOME", workspace.resolve("home").toString());
    environment.put("USER", account.name());
    environment.put("DRONE_WORKSPACE", workspace.resolve("src").toString());
    environment.put("DRONE_STEP_NAME", wanted.name());
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.putAll(wanted.environment());
    wanted.secrets().forEach((variable, name) -> environment.put(variable, secret(name)));
    return environment;
  }

  private String secret(String name) {
    List<StageSecret> secrets = details.secrets() == null ? List.of() : details.secrets();
    return secrets.stream()
        .filter(s -> name.equalsIgnoreCase(s.name()))
        .map(StageSecret::data)
        .filter(data -> data != null)
        .findFirst()
        .orElse("");
  }

  private void add(String line) {
    long seconds = (System.nanoTime() - begun) / 1_000_000_000;
    lines.add(new Line(lines.size(), masked(line) + "\n", seconds));
    if (System.nanoTime() - sentAt > FLUSH_MILLIS * 1_000_000) {
      try {
        client.status(
            client.api().appendLines(client.credential(), step, lines.subList(sent, lines.size())));
      } catch (IOException e) {
        // Only the live view misses these lines; the complete log is uploaded at the end.
      }
      sent = lines.size();
      sentAt = System.nanoTime();
    }
  }

  private String masked(String line) {
    String masked = line;
    Netrc netrc = details.netrc();
    if (netrc != null && !netrc.password().isEmpty()) {
      masked = masked.replace(netrc.password(), "******");
    }
    for (StageSecret secret :
        details.secrets() == null ? List.<StageSecret>of() : details.secrets()) {
      if (secret.data() != null && !secret.data().isBlank()) {
        masked = masked.replace(secret.data(), "******");
      }
    }
    return masked;
  }

  private static String script(List<String> commands) {
    StringBuilder script = new StringBuilder();
    for (String command : commands) {
      script.append("echo ").append(ShellQuoting.word("+ " + command)).append('\n');
      script.append(command).append('\n');
    }
    return script.toString();
  }
}
