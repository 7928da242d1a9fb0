package dev.giteadrone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Measures our own time: the wall time of a whole process, JVM start and end included, minus the
 * union of all intervals in which a request, a subprocess or a wait was open. The servers are real,
 * and so is their time; it just is not ours.
 */
public final class Bench {
  private static final double OWN_LIMIT = 2.0;
  private static final long REQUEST_LIMIT = 12;
  private static final double WIRED_LIMIT = 2.5;

  private Bench() {}

  private record Measured(double wall, double own, long requests, long mutations, int exit) {
    double share() {
      return own / wall;
    }
  }

  /**
   * Runs the benchmark.
   *
   * @param args how often each is measured, 3 by default
   */
  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    List<Measured> blank = new ArrayList<>();
    List<Measured> again = new ArrayList<>();
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.blank(), Progress.SILENT)) {
      Snapshot start = sandbox.snapshot();
      // The first run of a build leaves its classes in an archive when it ends; that is not
      // measured.
      run(sandbox, "bootstrap", "--level", "full");
      for (int round = 0; round < rounds; round++) {
        sandbox.restore(start);
        blank.add(run(sandbox, "bootstrap", "--level", "full"));
        again.add(run(sandbox, "bootstrap", "--level", "basic"));
      }
    }
    boolean quick = wired(rounds);
    boolean first = report("blank host to verified canary", blank);
    boolean second = report("re-run at level basic", again);
    boolean within = limits(blank, again);
    boolean fine = first && second && within && quick;
    System.exit(fine ? 0 : 1);
  }

  /** Compares a start from a prepared pair with one of blank servers and with a bootstrap. */
  private static boolean wired(int rounds) {
    SandboxOptions options = SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC));
    Sandbox.startWired(options, Progress.SILENT).close(); // Prepares it, if it is not there.
    List<Double> blank = new ArrayList<>();
    List<Double> wired = new ArrayList<>();
    List<Double> bootstrapped = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      try (Sandbox sandbox = Sandbox.start(options, Progress.SILENT)) {
        blank.add(since(start));
        run(sandbox, "bootstrap", "--level", "login");
        bootstrapped.add(since(start));
      }
      start = System.nanoTime();
      try (Sandbox sandbox = Sandbox.startWired(options, Progress.SILENT)) {
        wired.add(since(start));
      }
    }
    double ratio = median(wired) / median(blank);
    System.out.printf(
        Locale.ROOT,
        "wired start  %.2f s, %.2f times a blank start (%.2f s) of at most %.1f;"
            + " start and bootstrap %.2f s%n",
        median(wired),
        ratio,
        median(blank),
        WIRED_LIMIT,
        median(bootstrapped));
    return ratio <= WIRED_LIMIT;
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static boolean limits(List<Measured> blank, List<Measured> again) {
    double own = median(blank.stream().map(Measured::own).toList());
    long requests = again.stream().mapToLong(Measured::requests).max().orElseThrow();
    long mutations = again.stream().mapToLong(Measured::mutations).max().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "own time, blank to canary  %.2f s of at most %.1f s%n"
            + "requests of a re-run       %d of at most %d, %d of them mutating%n",
        own,
        OWN_LIMIT,
        requests,
        REQUEST_LIMIT,
        mutations);
    return own <= OWN_LIMIT && requests <= REQUEST_LIMIT && mutations == 0;
  }

  private static boolean report(String name, List<Measured> measured) {
    System.out.println(name);
    for (Measured one : measured) {
      System.out.printf(
          Locale.ROOT,
          "  wall %6.2f s   own %5.2f s (%2.0f %%)   %3d requests, %2d mutating   exit %d%n",
          one.wall(),
          one.own(),
          100 * one.share(),
          one.requests(),
          one.mutations(),
          one.exit());
    }
    return measured.stream().allMatch(one -> one.exit() == 0);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private static Measured run(Sandbox sandbox, String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As scripts/gitea-drone starts it.
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xlog:disable"));
    command.add("-XX:+AutoCreateSharedArchive");
    command.add("-XX:SharedArchiveFile=target/gitea-drone.jsa");
    command.addAll(List.of("-jar", "target/gitea-drone.jar"));
    command.addAll(List.of(words));
    command.addAll(List.of("-f", sandbox.configFile().toString(), "--output", "json"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(sandbox.environment());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      long start = System.nanoTime();
      Process process = builder.start();
      String out =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int exit = process.waitFor();
      double wall = (System.nanoTime() - start) / 1e9;
      JsonNode run = new ObjectMapper().readTree(out.substring(out.lastIndexOf('\n') + 1));
      double waited = run.path("seconds").asDouble() - run.path("ownSeconds").asDouble();
      return new Measured(
          wall, wall - waited, run.path("requests").asLong(), run.path("mutations").asLong(), exit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
