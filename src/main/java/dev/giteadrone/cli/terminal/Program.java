package dev.giteadrone.cli.terminal;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.RunTrail;
import dev.giteadrone.run.Commands;
import java.util.Map;
import java.util.Optional;

/** What the commands call: {@link Commands}, or a test's own. */
public interface Program {
  RunReport plan();

  RunReport bootstrap();

  RunReport verify();

  RunReport verifyOnHost();

  RunReport rotate(Rotation what, boolean dataKey);

  RunReport repairRepositories(boolean dryRun);

  RunReport destroy(boolean dryRun, boolean allTokens);

  /**
   * What the current run has done so far; may be called from another thread.
   *
   * @param trail where it is
   */
  Optional<RunReport> interrupted(RunTrail trail);

  /** Creates a program for one pair of servers. */
  interface Factory {
    Program of(
        Desired desired,
        RunOptions options,
        Progress progress,
        Map<String, String> environment,
        SecondFactor secondFactor);
  }

  /** Creates the real program. */
  public static Program real(
      Desired desired,
      RunOptions options,
      Progress progress,
      Map<String, String> environment,
      SecondFactor secondFactor) {
    return of(Commands.of(desired, options, progress, environment, secondFactor));
  }

  /** A program that runs these commands. */
  public static Program of(Commands program) {
    return new Program() {
      @Override
      public RunReport plan() {
        return program.plan();
      }

      @Override
      public RunReport bootstrap() {
        return program.bootstrap();
      }

      @Override
      public RunReport verify() {
        return program.verify();
      }

      @Override
      public RunReport verifyOnHost() {
        return program.verifyOnHost();
      }

      @Override
      public RunReport rotate(Rotation what, boolean dataKey) {
        return program.rotate(what, dataKey);
      }

      @Override
      public RunReport repairRepositories(boolean dryRun) {
        return program.repair(dryRun);
      }

      @Override
      public RunReport destroy(boolean dryRun, boolean allTokens) {
        return program.destroy(dryRun, allTokens);
      }

      @Override
      public Optional<RunReport> interrupted(RunTrail trail) {
        return program.interrupted(trail);
      }
    };
  }
}
