package dev.giteadrone.drone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A real program, started by a test and stopped by it. */
final class RealProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String name;
  private final Process process;
  private final Path log;

  private RealProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  static RealProcess start(String name, Path folder, List<String> command) {
    return start(name, folder, command, Map.of());
  }

  static RealProcess start(
      String name, Path folder, List<String> command, Map<String, String> environment) {
    try {
      Path log = Files.createTempFile(folder, "log-", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put("HOME", folder.toString());
      builder.environment().putAll(environment);
      return new RealProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not start", e);
    }
  }

  static Path cache() {
    String root = System.getenv("GITEA_DRONE_CACHE");
    return root == null || root.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache", "gitea-drone")
        : Path.of(root);
  }

  static Path binary(String name) {
    Path binary = cache().resolve("bin").resolve(name);
    if (!Files.isExecutable(binary)) {
      throw new IllegalStateException(binary + " is missing; scripts/build-servers builds it");
    }
    return binary;
  }

  void finish() {
    if (!exited()) {
      process.destroyForcibly();
      throw new IllegalStateException(name + " hangs: " + tail());
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(name + " ended with " + process.exitValue() + ": " + tail());
    }
  }

  void await(BooleanSupplier ready) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new IllegalStateException(name + " did not get ready: " + tail());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    if (!exited()) {
      process.destroyForcibly();
    }
  }

  private boolean exited() {
    try {
      return process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String tail() {
    try {
      String text = Files.readString(log, StandardCharsets.ISO_8859_1);
      return text.substring(Math.max(0, text.length() - 2000));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
