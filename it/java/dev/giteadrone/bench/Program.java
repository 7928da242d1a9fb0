package dev.giteadrone.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giteadrone.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The package's program, and what it is compared with, beside the servers of a sandbox.
 *
 * @param launcher the program as it is installed
 * @param peer the shell script
 * @param sandbox the servers
 */
record Program(String launcher, String peer, Sandbox sandbox) {
  /** The virtual machine would not use its cache of loaded classes with other options. */
  static final List<String> JAVA_OPTIONS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /** Runs the program. */
  Timed run(String... words) {
    return timed(command(words));
  }

  /** Runs a command of the program that reads {@code gitea-drone.yaml}. */
  Timed runHere(String... words) {
    return timed(here(words));
  }

  /** The command line for {@link #runHere}. */
  List<String> here(String... words) {
    List<String> command = command(words);
    command.addAll(List.of("-f", sandbox.configFile().toString()));
    return command;
  }

  /** Runs the shell script. */
  Timed runPeer() {
    return timed(
        List.of(
            peer,
            sandbox.giteaUrl().toString(),
            sandbox.droneUrl().toString(),
            sandbox.hostFolder().resolve(".secrets/drone.yaml").toString(),
            "drone",
            sandbox.adminFile().toString()));
  }

  /** Runs a command with the environment that both have. */
  Timed timed(List<String> command) {
    Map<String, String> environment = sandbox.environment(System.getenv());
    environment.keySet().removeAll(JAVA_OPTIONS);
    return Timed.run(command, environment);
  }

  /** The report that a run with {@code --output json} printed last. */
  static JsonNode report(Timed run) {
    String output = run.output().strip();
    try {
      return new ObjectMapper().readTree(output.substring(output.lastIndexOf('\n') + 1));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no report: " + output, e);
    }
  }

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>(List.of(launcher));
    command.addAll(List.of(words));
    return command;
  }
}
