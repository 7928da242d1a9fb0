package dev.giteadrone.bench;

import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import java.util.Map;
import java.util.Set;

/**
 * Compares the start of a pair that was prepared once with the start of blank servers, and with
 * such a start and a bootstrap.
 */
final class Starts {
  private Starts() {}

  static Map<Measure, Figure> measure(String launcher, String peer, int count) {
    SandboxOptions options = SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC));
    Sandbox.startWired(options, Progress.SILENT).close(); // Prepares it, if it is not there.
    Rounds rounds = new Rounds();
    for (int round = 0; round < count; round++) {
      long start = System.nanoTime();
      double blank;
      double bootstrapped;
      try (Sandbox sandbox = Sandbox.start(options, Progress.SILENT)) {
        blank = since(start);
        new Program(launcher, peer, sandbox).runHere("bootstrap", "--level", "login");
        bootstrapped = since(start);
      }
      start = System.nanoTime();
      try (Sandbox sandbox = Sandbox.startWired(options, Progress.SILENT)) {
        rounds.add(Measure.WIRED_START, since(start), blank);
      }
      rounds.add(Measure.BOOTSTRAPPED_START, bootstrapped, blank);
    }
    return rounds.figures();
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
