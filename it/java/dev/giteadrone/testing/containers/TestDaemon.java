package dev.giteadrone.testing.containers;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Graph;
import dev.giteadrone.sandbox.process.ProcessTree;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.server.Docker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The Docker daemon of a sandbox, alone, and programs beside it. It has a network namespace of its
 * own, so what uses its networks must run there.
 */
final class TestDaemon implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Folder folder;
  private final Docker docker;
  private final Graph graph;

  private TestDaemon(Folder folder, Docker docker, Graph graph) {
    this.folder = folder;
    this.docker = docker;
    this.graph = graph;
  }

  /** How a program ended. */
  record Ended(int exit, String output) {}

  static TestDaemon start() throws IOException {
    Folder folder = Folder.create(Optional.empty(), SystemUser.ourselves());
    Docker.Found found = Docker.find(folder, Optional.empty());
    Docker docker = found.docker().orElseThrow(() -> new IOException(found.reason()));
    Graph graph = new Graph();
    graph.start(docker.parts(), Progress.SILENT);
    TestDaemon daemon = new TestDaemon(folder, docker, graph);
    if (docker.isOwn()) {
      daemon.beside(List.of("ip", "link", "set", "lo", "up"), "");
    }
    return daemon;
  }

  /** The file of its socket. */
  Path socket() {
    return Path.of(docker.socket().substring("unix://".length()));
  }

  /** The folder for files of the test. */
  Path folder() {
    return folder.run();
  }

  /** Runs a {@code docker} command, and returns its output. */
  String docker(String input, String... arguments) throws IOException {
    Ended ended =
        run(
            Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList(),
            input,
            Map.of("DOCKER_HOST", docker.socket()));
    if (ended.exit() != 0) {
      throw new IOException("docker " + String.join(" ", arguments) + ": " + ended.output());
    }
    return ended.output();
  }

  /** Runs a program where the daemon's networks are. */
  Ended beside(List<String> command, String input) throws IOException {
    List<String> all = new ArrayList<>();
    if (docker.isOwn()) {
      all.addAll(List.of("nsenter", "--target", Long.toString(pid()), "--net"));
    }
    all.addAll(command);
    return run(
        all,
        input,
        Map.of(
            "DOCKER_HOST",
            docker.socket(),
            // Both would pull an image: the reaper, and in a container the look for its host.
            "TESTCONTAINERS_RYUK_DISABLED",
            "true",
            "TESTCONTAINERS_HOST_OVERRIDE",
            "localhost"));
  }

  /** The same in a folder, with more variables and outside of a pipeline. */
  Ended beside(Path directory, List<String> command, Map<String, String> variables)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("env", "--unset=CI"));
    variables.forEach((name, value) -> all.add(name + "=" + value));
    all.addAll(List.of("sh", "-c", "cd \"$0\" && exec \"$@\"", directory.toString()));
    all.addAll(command);
    return beside(all, "");
  }

  /** Runs a program where no daemon can be seen. */
  Ended without(List<String> command) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "unshare", "--mount", "sh", "-c", "mount -t tmpfs none /run && exec \"$@\"", "sh"));
    all.addAll(command);
    return run(all, "", Map.of("TESTCONTAINERS_RYUK_DISABLED", "true"));
  }

  @Override
  public void close() {
    graph.close();
    folder.remove(false);
  }

  private long pid() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("/dockerd"))
        .filter(process -> isOurs(process.pid()))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  private boolean isOurs(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
          .contains(folder.root().toString());
    } catch (IOException e) {
      return false;
    }
  }

  private Ended run(List<String> command, String input, Map<String, String> variables)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder().toFile()).redirectErrorStream(true);
    builder.environment().remove("DOCKER_HOST");
    builder.environment().putAll(variables);
    Path output = Files.createTempFile(folder(), "output", ".txt");
    Process process = builder.redirectOutput(output.toFile()).start();
    try (var in = process.outputWriter()) {
      in.write(input);
    }
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("no end after " + LIMIT + ": " + Files.readString(output));
      }
      return new Ended(process.exitValue(), Files.readString(output));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      ProcessTree.end(process, 0);
    }
  }
}
