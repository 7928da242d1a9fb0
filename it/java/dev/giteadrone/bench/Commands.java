package dev.giteadrone.bench;

import static dev.giteadrone.bench.Measure.EXPLAIN_CPU;
import static dev.giteadrone.bench.Measure.EXPLAIN_WALL;
import static dev.giteadrone.bench.Measure.HELP_CPU;
import static dev.giteadrone.bench.Measure.HELP_WALL;
import static dev.giteadrone.bench.Measure.PLAN_CPU;
import static dev.giteadrone.bench.Measure.PLAN_WALL;
import static dev.giteadrone.bench.Measure.RERUN_MEMORY;
import static dev.giteadrone.bench.Measure.RERUN_REQUESTS;
import static dev.giteadrone.bench.Measure.SCRIPT_CPU;
import static dev.giteadrone.bench.Measure.SCRIPT_WALL;
import static dev.giteadrone.bench.Measure.VERIFY_CPU;
import static dev.giteadrone.bench.Measure.VERIFY_WALL;
import static dev.giteadrone.bench.Measure.VERSION_CPU;
import static dev.giteadrone.bench.Measure.VERSION_WALL;

import com.fasterxml.jackson.databind.JsonNode;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures the commands that change nothing, in turn with the shell script, on one pair of servers
 * that work together.
 */
final class Commands {
  private static final double MEGABYTE = 1e6;

  private final Program program;
  private final Rounds rounds = new Rounds();

  private Commands(Program program) {
    this.program = program;
  }

  static Map<Measure, Figure> measure(String launcher, String peer, int rounds) {
    try (Sandbox sandbox = Sandbox.startWired(SandboxOptions.blank(), Progress.SILENT)) {
      Program program = new Program(launcher, peer, sandbox);
      new Commands(program).round(); // The first one reads all files from the disk.
      Commands commands = new Commands(program);
      for (int round = 0; round < rounds; round++) {
        commands.round();
      }
      return commands.rounds.figures();
    }
  }

  private void round() {
    Timed script = program.runPeer();
    rounds.add(SCRIPT_WALL, script.wall());
    rounds.add(SCRIPT_CPU, script.cpu());
    add(VERIFY_WALL, VERIFY_CPU, program.runHere("verify", "--level", "basic"), script);
    add(PLAN_WALL, PLAN_CPU, program.runHere("plan"), script);
    add(VERSION_WALL, VERSION_CPU, program.run("--version"), script);
    add(HELP_WALL, HELP_CPU, program.run("--help"), script);
    add(EXPLAIN_WALL, EXPLAIN_CPU, program.run("explain", "drone.rpc-secret"), script);
    secondRun();
  }

  private void add(Measure wall, Measure cpu, Timed run, Timed script) {
    rounds.add(wall, run.wall(), script.wall());
    rounds.add(cpu, run.cpu(), script.cpu());
  }

  /** A bootstrap where all is done: what it asks, and how much memory it takes. */
  private void secondRun() {
    try {
      Path file = Files.createTempFile("gitea-drone-memory", "");
      try {
        List<String> command =
            new ArrayList<>(List.of("/usr/bin/time", "-f", "%M", "-o", file.toString()));
        command.addAll(program.here("bootstrap", "--level", "basic", "--output", "json"));
        JsonNode report = Program.report(program.timed(command));
        if (report.path("mutations").asLong(-1) != 0) {
          throw new IllegalStateException("a second bootstrap changed something: " + report);
        }
        rounds.add(RERUN_REQUESTS, report.path("requests").asInt());
        double kibibytes = Double.parseDouble(Files.readString(file).strip());
        rounds.add(RERUN_MEMORY, kibibytes * 1024 / MEGABYTE);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
