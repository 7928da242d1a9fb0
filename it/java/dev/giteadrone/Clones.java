package dev.giteadrone;

import dev.giteadrone.model.desired.Level;
import dev.giteadrone.sandbox.process.Folder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Several checkouts of one host's folder, each with a program of its own at work in it. */
final class Clones {
  private final HostFixture bed;
  private final List<Path> folders;

  private Clones(HostFixture bed, List<Path> folders) {
    this.bed = bed;
    this.folders = folders;
  }

  /** Copies the host's folder beside it. */
  static Clones of(HostFixture bed, int count) throws IOException {
    Path original = bed.sandbox.hostFolder();
    List<Path> folders = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Path checkout = original.resolveSibling("clone-" + i);
      Folder.delete(checkout);
      Path folder = checkout.resolve("host");
      copy(original, folder);
      folders.add(folder);
    }
    return new Clones(bed, folders);
  }

  /**
   * How one of them ended.
   *
   * @param exit its exit code's name
   * @param said its problem
   * @param effects what it did, in order
   * @param kept whether its files are as they were before
   */
  record Ended(Path folder, String exit, String said, List<String> effects, boolean kept) {}

  /**
   * Bootstraps in all of them at once.
   *
   * @param together the effect that none begins before all are about to; empty to let them run
   * @param variables of their environment
   */
  List<Ended> bootstrap(String together, Map<String, String> variables) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(folders.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(folders.size())) {
      List<Callable<Ended>> runs = new ArrayList<>();
      for (Path folder : folders) {
        runs.add(() -> run(folder, together, variables, barrier));
      }
      List<Ended> all = new ArrayList<>();
      for (Future<Ended> run : threads.invokeAll(runs)) {
        all.add(run.get());
      }
      return all;
    }
  }

  private Ended run(
      Path folder, String together, Map<String, String> variables, CyclicBarrier barrier)
      throws Exception {
    Map<String, String> before = files(folder);
    Path errors = folder.resolveSibling("stderr");
    Map<String, String> environment = new HashMap<>(bed.environment());
    environment.put("XDG_STATE_HOME", folder.resolveSibling("state").toString());
    environment.putAll(variables);
    Process process =
        DyingProcess.launch(
            folder.resolve("gitea-drone.yaml"),
            List.of("-", Level.BASIC.name(), "bootstrap", "-1", DyingRun.Place.NEVER.name()),
            List.of(),
            environment,
            errors);
    List<String> effects = new ArrayList<>();
    String exit = "";
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        OutputStream in = process.getOutputStream()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("effect")) {
          effects.add(words[2]);
          if (words[2].equals(together)) {
            barrier.await(2, TimeUnit.MINUTES);
          }
        } else {
          exit = words[1];
        }
        in.write('\n');
        in.flush();
      }
    } finally {
      process.toHandle().destroyForcibly();
    }
    return new Ended(folder, exit, Files.readString(errors), effects, files(folder).equals(before));
  }

  /** Each file's bytes, as text that compares. */
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
