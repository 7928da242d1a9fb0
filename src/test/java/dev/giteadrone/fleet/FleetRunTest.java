package dev.giteadrone.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Sample;
import dev.giteadrone.report.fleet.FleetReport;
import dev.giteadrone.report.fleet.HostLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to each host, whatever happens to the others and at whatever moment. */
@Timeout(120)
class FleetRunTest {
  private static final int MANY = 500;
  private static final Duration LONG = Duration.ofMinutes(5);

  /** What was done, in its order. */
  private final Queue<String> events = new ConcurrentLinkedQueue<>();

  @Test
  void anInterruptedRunReportsEachHostOnce() throws Exception {
    CountDownLatch begun = new CountDownLatch(8);
    CountDownLatch over = new CountDownLatch(1);
    FleetRun run =
        fleet(
            8,
            MANY,
            new Runner() {
              @Override
              RunReport run(String name) {
                begun.countDown();
                await(over);
                return done();
              }
            });
    CompletableFuture<FleetReport> whole = begin(run);
    begun.await();

    FleetReport report = run.interrupted();
    over.countDown();

    assertThat(report.hosts()).extracting(HostLine::name).containsExactlyElementsOf(names(MANY));
    assertThat(report.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(whole.get().hosts()).isEqualTo(report.hosts());
    assertThat(events).filteredOn(event -> event.startsWith("ended ")).hasSize(MANY);
  }

  @Test
  void aHostThatIsPreparedWhenCtrlCComesIsReportedAndDoesNotBegin() throws Exception {
    CountDownLatch preparing = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    FleetRun run =
        fleet(
            1,
            2,
            new Runner() {
              @Override
              void prepare(String name) {
                preparing.countDown();
                await(over);
              }

              @Override
              RunReport run(String name) {
                throw new AssertionError(name + " began");
              }
            });
    CompletableFuture<FleetReport> whole = begin(run);
    preparing.await();

    FleetReport report = run.interrupted();
    over.countDown();

    assertThat(report.hosts())
        .allSatisfy(
            host -> assertThat(host.status()).as(host.name()).isEqualTo(HostLine.Status.NOT_BEGUN));
    assertThat(report.hosts()).hasSize(2);
    assertThat(whole.get().hosts()).isEqualTo(report.hosts());
  }

  @Test
  void hostsThatEndWhileCtrlCComesAreNeitherLostNorCountedTwice() throws Exception {
    for (int round = 0; round < 20; round++) {
      FleetRun run = fleet(16, MANY, new Runner());
      CompletableFuture<FleetReport> whole = begin(run);
      FleetReport report = run.interrupted();

      assertThat(report.hosts())
          .extracting(HostLine::name)
          .containsExactlyInAnyOrderElementsOf(names(MANY));
      assertThat(whole.get().hosts()).hasSize(MANY);
    }
  }

  @Test
  void theReportOfAnInterruptedRunWaitsForTheFilesOfAHost() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    FleetRun run =
        fleet(
            1,
            1,
            new Runner() {
              @Override
              void write(String name) throws InterruptedException {
                writing.countDown();
                await(asked);
                Thread.sleep(300); // The interrupt is handled meanwhile.
                events.add("wrote " + name);
              }
            });
    CompletableFuture<FleetReport> whole = begin(run);
    writing.await();

    asked.countDown();
    FleetReport report = run.interrupted();
    events.add("reported");

    assertThat(report.hosts()).extracting(HostLine::exitCode).containsExactly(ExitCode.DONE);
    assertThat(whole.get()).isNotNull();
    assertThat(events).containsSubsequence("wrote h0000", "reported");
  }

  @Test
  void whatFailsAtTheEndOfAHostStopsNoOtherOne() {
    FleetReport report =
        fleet(
                1,
                5,
                new Runner() {
                  @Override
                  void write(String name) {
                    if (name.equals("h0001")) {
                      throw new IllegalStateException("a defect");
                    }
                  }
                })
            .run(List.of());

    assertThat(report.hosts()).extracting(HostLine::name).containsExactlyElementsOf(names(5));
    assertThat(report.hosts()).extracting(HostLine::exitCode).containsOnly(ExitCode.DONE);
    assertThat(report.problems()).extracting(Problem::check).containsExactly("run.defect");
    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void aDefectOfOneHostIsOfThatHostAlone() {
    FleetReport report =
        fleet(
                1,
                3,
                new Runner() {
                  @Override
                  RunReport run(String name) {
                    if (name.equals("h0001")) {
                      throw new IllegalStateException("a defect");
                    }
                    return done();
                  }
                })
            .run(List.of());

    assertThat(report.failed()).extracting(HostLine::name).containsExactly("h0001");
    assertThat(report.hosts()).hasSize(3);
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void theTimeOfAllHostsIsNamedWhereItEndedARun() {
    FleetRun.Setup setup =
        new FleetRun.Setup(
            "verify", "", Optional.empty(), 1, LONG, Optional.of(Duration.ofMillis(400)));
    Runner runner =
        new Runner() {
          @Override
          RunReport run(String name) {
            try {
              Thread.sleep(500);
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            return Sample.late();
          }
        };

    FleetReport report = new FleetRun(setup, hosts(2), runner, runner).run(List.of());

    assertThat(report.hosts())
        .allSatisfy(host -> {
          Problem problem = host.problem().orElseThrow();
          assertThat(problem.seen()).contains("the limit of all hosts");
          assertThat(problem.next()).contains("--total-timeout").doesNotContain("--timeout gives");
        });
    assertThat(report.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
  }

  private static RunReport done() {
    return Sample.again();
  }

  private FleetRun fleet(int parallel, int hosts, Runner runner) {
    FleetRun.Setup setup =
        new FleetRun.Setup("verify", "", Optional.empty(), parallel, LONG, Optional.empty());
    return new FleetRun(setup, hosts(hosts), runner, runner);
  }

  private static CompletableFuture<FleetReport> begin(FleetRun run) {
    return CompletableFuture.supplyAsync(() -> run.run(List.of()));
  }

  private static List<Host> hosts(int count) {
    return names(count).stream()
        .map(name -> new HostFile(name, name + ".yaml", Path.of(name + ".yaml")))
        .map(file -> new Host(file, Optional.empty(), Optional.empty()))
        .toList();
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj("h%04d"::formatted).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs hosts that are well, and writes nothing. */
  @SuppressWarnings("UnusedVariable") // Tests override what they need.
  private class Runner implements HostRunner, FleetListener {
    void prepare(String name) {}

    RunReport run(String name) {
      return done();
    }

    void write(String name) throws InterruptedException {}

    @Override
    public Execution of(Host host, Duration limit) {
      prepare(host.name());
      return new Execution() {
        @Override
        public RunReport run() {
          return Runner.this.run(host.name());
        }

        @Override
        public String where() {
          return "";
        }

        @Override
        public Optional<RunReport> interrupted() {
          return Optional.empty();
        }
      };
    }

    @Override
    public ExitCode exitCode(RunReport report) {
      return report.exitCode();
    }

    @Override
    public Problem defect(Throwable thrown) {
      return new Problem(ProblemId.RUN_DEFECT, "run.defect", "a host", "a defect", "", "");
    }

    @Override
    public void begins(Host host, Execution run) {}

    @Override
    public void ended(HostLine line, Optional<RunReport> report) {
      try {
        write(line.name());
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      events.add("ended " + line.name());
    }
  }
}
