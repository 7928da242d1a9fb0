package dev.giteadrone;

import dev.giteadrone.fakes.Effects;
import dev.giteadrone.fakes.InMemoryGateways;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The whole program on servers and files in memory. */
final class InMemory {
  private InMemory() {}

  /** The program on a world. */
  static Commands on(InMemoryServers world) {
    return on(world, Effects.counting());
  }

  /** The program on a world, watched. */
  static Commands on(InMemoryServers world, Effects effects) {
    return RunOn.gateways(TestConfig.desired(), RunOptions.DEFAULT, gateways(world, effects));
  }

  /** All that a run works on, watched. */
  static Gateways gateways(InMemoryServers world, Effects effects) {
    return effects.watch(InMemoryGateways.of(world));
  }

  /** A world that was bootstrapped. */
  static InMemoryServers wired() {
    InMemoryServers world = new InMemoryServers();
    RunReport report = on(world).bootstrap();
    if (report.exitCode() != ExitCode.DONE) {
      throw new IllegalStateException(report.exitCode() + " " + report.problem());
    }
    return world;
  }

  /** A death before and after every effect of a run: what it was, and how to see it converge. */
  static Stream<DynamicTest> deaths(
      InMemoryServers sample, Function<Commands, RunReport> run, DeathTest test) {
    Effects counted = Effects.counting();
    if (run.apply(on(sample, counted)).exitCode() != ExitCode.DONE) {
      throw new IllegalStateException("nothing to die of");
    }
    return Stream.iterate(0, number -> number < counted.seen().size(), number -> number + 1)
        .flatMap(number ->
            Stream.of(Effects.Place.values())
                .map(place ->
                    DynamicTest.dynamicTest(
                        number + " " + counted.seen().get(number) + " " + place,
                        () -> test.dieAt(Effects.dyingAt(number, place)))));
  }

  /** What a run that died is followed by. */
  interface DeathTest {
    void dieAt(Effects effects);
  }
}
