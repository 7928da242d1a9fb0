package dev.giteadrone.fleet;

import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.process.Tools;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A machine of its own as far as the network and the processes go: it has a loopback that nobody
 * else sees, and its end takes all of its processes with it.
 */
final class RunnerMachine implements AutoCloseable {
  private static final String WITH_LOOPBACK = "ip link set lo up && exec \"$@\"";

  private final String name;
  private final Process process;
  private final Path folder;

  private RunnerMachine(String name, Process process, Path folder) {
    this.name = name;
    this.process = process;
    this.folder = folder;
  }

  /**
   * What a machine needs.
   *
   * @param folder for all machines, where {@code gitea-drone} is in {@code bin}
   * @param sockets where the relays of the ports meet
   * @param java the command of a JVM with the tests' classes
   * @param drone Drone's URL
   * @param ports of this machine's loopback that it reaches
   */
  record Plan(Path folder, Path sockets, List<String> java, URI drone, List<Integer> ports) {}

  /** Starts a machine. Its runner connects to Drone a moment later: {@link #isConnected}. */
  static RunnerMachine start(String name, Plan plan, Secret secret) throws IOException {
    Path folder = Files.createDirectories(plan.folder().resolve(name));
    List<String> argv =
        new ArrayList<>(
            List.of(
                "unshare",
                "--net",
                "--pid",
                "--mount-proc",
                "--fork",
                "--kill-child",
                "/bin/sh",
                "-c",
                WITH_LOOPBACK,
                "sh"));
    argv.addAll(plan.java());
    argv.addAll(
        List.of(
            IsolatedRunner.class.getName(),
            name,
            folder.toString(),
            plan.sockets().toString(),
            plan.drone().toString(),
            Programs.ofEnvironment().program("sops").toString()));
    plan.ports().forEach(port -> argv.add(port.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", plan.folder().resolve("bin") + ":" + Tools.path());
    Process process = builder.start();
    OutputStream in = process.getOutputStream();
    in.write((secret.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
    return new RunnerMachine(name, process, folder);
  }

  /** Fails with what to do if this process cannot make such machines. */
  static void requireNamespaces() {
    if (!SystemUser.isRoot()) {
      throw new AssertionError("a network namespace needs root: run this test as root");
    }
    if (Tools.find("ip").isEmpty() || Tools.find("unshare").isEmpty()) {
      throw new AssertionError(
          "ip or unshare is missing: apt-get install iproute2 util-linux, or run scripts/test");
    }
  }

  /** Whether its runner has reached Drone. */
  boolean isConnected() {
    try {
      Path log = folder.resolve("log");
      return Files.exists(log) && Files.readString(log).contains("successfully pinged");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as a power cut does. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
    try {
      // The next machine of this name writes a new one.
      Files.deleteIfExists(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the runner stop. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new AssertionError("the machine " + name + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
