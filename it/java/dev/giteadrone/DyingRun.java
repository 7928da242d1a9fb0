package dev.giteadrone;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.fakes.DesiredBuilder;
import dev.giteadrone.fakes.WatchedGateways;
import dev.giteadrone.io.git.GitStatus;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.run.Connections;
import dev.giteadrone.run.RealConnections;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * The program in a process of its own, which tells its parent of each effect, and which its parent
 * kills at one of them. Each line it prints is answered with one, so that the parent has seen it
 * before the program goes on.
 *
 * <p>The signal is the parent's to send, since only it knows when a server has answered. SIGKILL is
 * the same whoever sends it: the kernel takes the process away where it stands, and nothing of it
 * runs any more.
 *
 * <ul>
 *   <li>{@code effect N NAME}: about to begin
 *   <li>{@code hold N NAME}: the parent kills us while this effect is under way
 *   <li>{@code die}: the parent kills us now; there is no answer
 *   <li>{@code end EXIT_CODE}: the run got to its end
 * </ul>
 */
final class DyingRun {

  /** Where a run dies. */
  enum Place {
    /** Before the effect is sent. */
    BEFORE,
    /** It is done, and the answer is held back. */
    HELD,
    /** The answer was read; nothing else is done yet. */
    AFTER,
    /** Nowhere. */
    NEVER
  }

  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final int number;
  private final Place place;
  private int next;

  private DyingRun(int number, Place place) {
    this.number = number;
    this.place = place;
  }

  /**
   * Runs it.
   *
   * @param arguments configuration file, command line of Gitea or "-", level, command, number of
   *     the effect, place
   */
  public static void main(String... arguments) {
    Path config = Path.of(arguments[0]);
    Desired desired = desired(config, arguments[1]);
    Level level = Level.valueOf(arguments[2]);
    String command = arguments[3];
    DyingRun dying =
        new DyingRun(Integer.parseInt(arguments[4]), DyingRun.Place.valueOf(arguments[5]));
    Commands program =
        Commands.of(
            desired, RunOptions.DEFAULT.withLevel(level), Progress.SILENT, dying.connections());
    RunReport report =
        command.equals("bootstrap")
            ? program.bootstrap()
            : program.rotate(Rotation.valueOf(command));
    report.problem().ifPresent(problem -> System.err.println(problem));
    dying.say("end " + report.exitCode().name());
  }

  /**
   * The configuration with another command line of Gitea.
   *
   * @param cli a program, or "-" for none
   */
  static Desired desired(Path config, String cli) {
    return DesiredBuilder.of(ConfigFile.load(config, System.getenv()))
        .way(AdminCreation.AUTO)
        .cli(cli.equals("-") ? List.of() : List.of(cli))
        .build();
  }

  private Connections connections() {
    RealConnections real = new RealConnections(System.getenv());
    return new Connections() {
      @Override
      public Gateways open(
          Desired desired, RunOptions options, Timeline timeline, Supplier<Deadline> deadline) {
        return WatchedGateways.of(
            real.open(desired, options, timeline, deadline), DyingRun.this::around);
      }

      @Override
      public Held lock(Desired desired, String command, Deadline deadline, Poller poller) {
        return real.lock(desired, command, deadline, poller);
      }

      @Override
      public GitStatus git(Desired desired, Timeline timeline, Deadline deadline) {
        return real.git(desired, timeline, deadline);
      }
    };
  }

  private Object around(String name, WatchedGateways.Effect effect) throws Throwable {
    int mine = next++;
    begin(mine, name);
    Object answer = effect.run();
    if (mine == number && place != Place.BEFORE) {
      say("die");
    }
    return answer;
  }

  private void begin(int mine, String name) {
    say("effect " + mine + " " + name);
    if (mine == number && place == Place.BEFORE) {
      say("die");
    }
    if (mine == number && place == Place.HELD) {
      say("hold " + mine + " " + name);
    }
  }

  /** Waits for the answer, forever if there is none. */
  private void say(String line) {
    System.out.println(line);
    System.out.flush();
    try {
      if (in.readLine() == null) {
        Runtime.getRuntime().halt(99);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
