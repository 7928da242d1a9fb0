package dev.giteadrone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import java.util.Map;

/**
 * Measures the way from a blank host to the verified canary. The servers' own time is the union of
 * all intervals in which a request, a subprocess or a wait was open.
 */
final class Canary {
  private Canary() {}

  static Map<Measure, Figure> measure(String launcher, String peer, int count) {
    Rounds rounds = new Rounds();
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.blank(), Progress.SILENT)) {
      Program program = new Program(launcher, peer, sandbox);
      Snapshot blank = sandbox.snapshot();
      run(program); // The first one reads all files from the disk.
      for (int round = 0; round < count; round++) {
        sandbox.restore(blank);
        Timed run = run(program);
        JsonNode report = Program.report(run);
        double servers = report.path("seconds").asDouble() - report.path("ownSeconds").asDouble();
        rounds.add(Measure.CANARY_WALL, run.wall(), servers);
      }
    }
    return rounds.figures();
  }

  private static Timed run(Program program) {
    return program.runHere("bootstrap", "--level", "full", "--output", "json");
  }
}
