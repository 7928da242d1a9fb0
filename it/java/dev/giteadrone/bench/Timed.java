package dev.giteadrone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One run of a command.
 *
 * @param wall seconds from its start to its end
 * @param cpu seconds that it and all processes that it waited for computed, in the system too
 * @param output what it printed
 */
record Timed(double wall, double cpu, String output) {
  // The shell's own clock sees the whole process tree, and costs both sides the same.
  private static final String SCRIPT =
      "TIMEFORMAT='%3R %3U %3S'; errors=$1; shift; time \"$@\" 2>\"$errors\"";

  /**
   * Runs a command and waits for it.
   *
   * @param environment all variables that it has
   * @throws IllegalStateException if its exit code is not 0, with what it said
   */
  static Timed run(List<String> command, Map<String, String> environment) {
    try {
      Path folder = Files.createTempDirectory("gitea-drone-timed");
      try {
        return run(command, environment, folder);
      } finally {
        for (String name : List.of("output", "errors")) {
          Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Timed run(List<String> command, Map<String, String> environment, Path folder)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    List<String> shell =
        new ArrayList<>(List.of("/bin/bash", "-c", SCRIPT, "time", errors.toString()));
    shell.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(shell).redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String times = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IllegalStateException(
          String.join(" ", command)
              + ": exit code "
              + exit
              + "\n"
              + Files.readString(output)
              + Files.readString(errors));
    }
    String[] parts = times.strip().split(" ", -1);
    return new Timed(
        Double.parseDouble(parts[0]),
        Double.parseDouble(parts[1]) + Double.parseDouble(parts[2]),
        Files.readString(output));
  }
}
