package dev.giteadrone.sandbox;

import dev.giteadrone.servers.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks for what a sandbox may have left behind on this machine. */
final class Leftovers {
  private Leftovers() {}

  /** Processes that run in the folder, or have it on their command line. */
  static List<String> processes(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .map(process -> Path.of("/proc", Long.toString(process.pid())))
        .filter(proc -> isOf(proc, folder.toString()))
        .map(Path::toString)
        .toList();
  }

  /** Waits until there are no such processes, for a second or ten. */
  static List<String> processesAfterAWhile(Path folder) throws InterruptedException {
    List<String> left = processes(folder);
    for (int i = 0; i < 100 && !left.isEmpty(); i++) {
      Thread.sleep(100);
      left = processes(folder);
    }
    return left;
  }

  /** Lines of the mount table that name the folder. */
  static List<String> mounts(Path folder) {
    try {
      return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
          .filter(line -> line.contains(folder.toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Control groups of sandboxes of a process. */
  static List<Path> controlGroups(long pid) {
    try (var all = Files.walk(Path.of("/sys/fs/cgroup"), 2)) {
      return all.filter(p -> p.toString().contains("gitea-drone-sandbox-" + pid + "-")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until nobody listens there, for a second or ten: the kernel closes a killed process's
   * sockets only after it has taken the process from view.
   */
  static List<URI> answeringAfterAWhile(List<URI> urls) throws InterruptedException {
    List<URI> answering = urls.stream().filter(Leftovers::answers).toList();
    for (int i = 0; i < 100 && !answering.isEmpty(); i++) {
      Thread.sleep(100);
      answering = answering.stream().filter(Leftovers::answers).toList();
    }
    return answering;
  }

  /** Whether somebody listens there. */
  static boolean answers(URI url) {
    return Loopback.listens(url.getHost(), url.getPort());
  }

  private static boolean isOf(Path proc, String folder) {
    try {
      if (Files.readString(proc.resolve("stat")).contains(") Z ")) {
        return false;
      }
      return new String(Files.readAllBytes(proc.resolve("cmdline")), StandardCharsets.UTF_8)
              .contains(folder)
          || Files.readSymbolicLink(proc.resolve("cwd")).toString().startsWith(folder);
    } catch (IOException e) {
      return false;
    }
  }
}
