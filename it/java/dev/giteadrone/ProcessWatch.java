package dev.giteadrone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Samples, about every millisecond, what everybody with a shell on the machine could see of a
 * process and all its descendants: arguments and environment in {@code /proc}, and the files in
 * some folders, however short-lived.
 */
final class ProcessWatch implements AutoCloseable {

  /**
   * What a process was seen with.
   *
   * @param own whether it is the watched process itself, or a copy that is about to run another
   *     program
   * @param argv its arguments
   * @param environment its variables, as {@code NAME=value}
   */
  record Seen(boolean own, List<String> argv, List<String> environment) {
    /** The program's name without its folder. */
    String program() {
      return argv.isEmpty() ? "" : argv.getFirst().replaceFirst(".*/", "");
    }

    /** Whether it has a variable whose name begins so. */
    boolean has(String variable) {
      return environment.stream().anyMatch(entry -> entry.startsWith(variable));
    }
  }

  private final long root;
  private final List<Path> folders;
  private final Set<Seen> seen = new HashSet<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<Path, String> versions = new HashMap<>();
  private final Set<Long> family = new HashSet<>();
  private Set<Long> strangers = new HashSet<>();
  private final Thread thread;
  private volatile boolean stopped;
  private int samples;

  private ProcessWatch(long root, List<Path> folders) {
    this.root = root;
    this.folders = List.copyOf(folders);
    family.add(root);
    this.thread = Thread.ofPlatform().daemon().name("watch").unstarted(this::watch);
  }

  /** Watches from now on. */
  static ProcessWatch start(Process process, List<Path> folders) {
    ProcessWatch watch = new ProcessWatch(process.pid(), folders);
    watch.thread.start();
    return watch;
  }

  /** Each process of the family as it was seen; call it after {@link #close}. */
  Collection<Seen> seen() {
    return seen;
  }

  /** Each content that a file in the folders had; call it after {@link #close}. */
  Map<String, byte[]> files() {
    return files;
  }

  int samples() {
    return samples;
  }

  private void watch() {
    while (!stopped) {
      samples++;
      processes();
      folders.forEach(this::folder);
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void processes() {
    Set<Long> others = new HashSet<>();
    for (String name : names(Path.of("/proc"))) {
      if (!Character.isDigit(name.charAt(0))) {
        continue;
      }
      long pid = Long.parseLong(name);
      // A process of another family does not change it, so each stranger is looked at once.
      if (!strangers.contains(pid) && (family.contains(pid) || isChild(pid))) {
        family.add(pid);
        sample(pid);
      } else {
        others.add(pid);
      }
    }
    strangers = others;
  }

  /**
   * Again at each look: what was just forked still shows its parent's arguments and environment,
   * and is no other program yet.
   */
  private void sample(long pid) {
    List<String> argv = entries(pid, "cmdline");
    List<String> environment = entries(pid, "environ");
    // Not where another program took the process over between the two looks.
    if (!argv.isEmpty() && argv.equals(entries(pid, "cmdline"))) {
      seen.add(new Seen(pid == root || argv.equals(entries(root, "cmdline")), argv, environment));
    }
  }

  private boolean isChild(long pid) {
    String stat = read(Path.of("/proc", String.valueOf(pid), "stat")).orElse("");
    // The name in brackets may hold anything; after it come the state and the parent.
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1));
    return fields.size() > 1 && family.contains(Long.parseLong(fields.get(1)));
  }

  private static List<String> entries(long pid, String file) {
    return read(Path.of("/proc", String.valueOf(pid), file)).stream()
        .flatMap(text -> Stream.of(text.split("\0", -1)))
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  private void folder(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.forEach(this::file);
    } catch (IOException | UncheckedIOException e) {
      // Something went away while we looked.
    }
  }

  private void file(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return;
      }
      String version = Files.size(file) + " " + Files.getLastModifiedTime(file);
      if (!version.equals(versions.put(file, version))) {
        files.put(file + " at " + version, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      // It went away while we looked.
    }
  }

  private static List<String> names(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? new ArrayList<>() : List.of(names);
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
  }
}
