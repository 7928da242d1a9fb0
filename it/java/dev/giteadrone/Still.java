package dev.giteadrone;

import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.servers.RealProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A server's process that stands still: its port takes connections, and nobody answers. */
final class Still implements AutoCloseable {
  private final Path folder;
  private final long pid;

  private Still(Path folder, long pid) {
    this.folder = folder;
    this.pid = pid;
  }

  /** Stops the one process of this program that a sandbox runs. */
  static Still process(Sandbox sandbox, String program) throws Exception {
    Path folder = sandbox.description().folder();
    long pid =
        ProcessHandle.allProcesses()
            .filter(process -> process.info().command().orElse("").endsWith("/" + program))
            .filter(process -> isIn(folder, process.pid()))
            .findFirst()
            .orElseThrow()
            .pid();
    Still still = new Still(folder, pid);
    still.signal("-STOP");
    return still;
  }

  private static boolean isIn(Path folder, long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd")).startsWith(folder);
    } catch (IOException e) {
      return false; // It has ended.
    }
  }

  /** Has it go on in a while. */
  Thread goOnAfter(Duration pause) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            Thread.sleep(pause);
            signal("-CONT");
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  private void signal(String signal) throws Exception {
    RealProcess.run(folder, "kill", signal, Long.toString(pid));
  }

  @Override
  public void close() throws Exception {
    signal("-CONT");
  }
}
