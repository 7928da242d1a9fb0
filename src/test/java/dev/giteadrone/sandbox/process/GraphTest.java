package dev.giteadrone.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GraphTest {
  @TempDir private Path folder;

  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final Graph graph = new Graph();

  @Test
  void aPartStartsWhenWhatItNeedsIsReady() {
    Part database = new Part("database").readyAfter(3);
    Part server = new Part("server", database).readyAfter(2);
    Part runner = new Part("runner", server);

    graph.start(List.of(runner, server, database), Progress.SILENT);

    assertThat(events)
        .containsExactly(
            "start database",
            "ready database",
            "start server",
            "ready server",
            "start runner",
            "ready runner");
  }

  @Test
  void independentPartsStartAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    Part one = new Part("one").meeting(both);
    Part other = new Part("other").meeting(both);

    graph.start(List.of(one, other), Progress.SILENT);

    assertThat(events).contains("met one", "met other");
  }

  @Test
  void closingStopsInReverseOrder() {
    Part database = new Part("database");
    Part server = new Part("server", database);
    Part runner = new Part("runner", server);
    graph.start(List.of(database, server, runner), Progress.SILENT);
    events.clear();

    graph.close();

    assertThat(events).containsExactly("stop runner", "stop server", "stop database");
  }

  @Test
  void aFailureInTheMiddleStopsWhatWasStartedAndStartsNothingMore() {
    Part database = new Part("database");
    Part server = new Part("server", database).failing();
    Part runner = new Part("runner", server);

    assertThatThrownBy(() -> graph.start(List.of(database, server, runner), Progress.SILENT))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("server is broken");

    assertThat(events).containsSubsequence("start database", "stop server", "stop database");
    assertThat(events).doesNotContain("start runner", "stop runner");
    assertThat(graph.isRunning(database)).isFalse();
  }

  @Test
  void aFailureDoesNotWaitForPartsThatAreStillStarting() {
    CountDownLatch both = new CountDownLatch(2); // Or slow may not have begun when broken fails.
    Part slow = new Part("slow").readyAfter(Integer.MAX_VALUE).meeting(both);
    Part broken = new Part("broken").failing().meeting(both);
    long start = System.nanoTime();

    assertThatThrownBy(() -> graph.start(List.of(slow, broken), Progress.SILENT))
        .hasMessageContaining("broken is broken");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(events).contains("stop slow");
  }

  @Test
  void aPartThatDoesNotGetReadyInTimeShowsWhatWasSeenAndTheEndOfItsLog() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "first\n\u001b[31mlast words\n");
    Part part =
        new Part("slow").readyAfter(Integer.MAX_VALUE).within(Duration.ofMillis(60)).log(log);

    assertThatThrownBy(() -> graph.start(List.of(part), Progress.SILENT))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("starting slow")
        .hasMessageContaining("still warming up")
        .hasMessageContaining("first\n    [31mlast words")
        .hasMessageContaining(log.toString());
  }

  @Test
  void aPartAlreadyRunningIsLeftAloneByAFailureOfOthers() {
    Part database = new Part("database");
    graph.start(List.of(database), Progress.SILENT);
    Part server = new Part("server", database).failing();

    assertThatThrownBy(() -> graph.start(List.of(server), Progress.SILENT))
        .isInstanceOf(Failure.class);

    assertThat(graph.isRunning(database)).isTrue();
    assertThat(events).doesNotContain("stop database");
  }

  @Test
  void nothingStartsOnceClosed() {
    graph.close();
    Part part = new Part("late");

    assertThatThrownBy(() -> graph.start(List.of(part), Progress.SILENT))
        .isInstanceOf(RuntimeException.class);

    assertThat(events).isEmpty();
  }

  @Test
  void closingWhilePartsStartStopsThem() throws Exception {
    Part slow = new Part("slow").readyAfter(Integer.MAX_VALUE);
    Thread starting =
        Thread.ofPlatform()
            .start(() ->
                assertThatThrownBy(() -> graph.start(List.of(slow), Progress.SILENT))
                    .isInstanceOf(RuntimeException.class));
    while (!events.contains("start slow")) {
      Thread.onSpinWait();
    }

    graph.close();
    starting.join(Duration.ofSeconds(5));

    assertThat(starting.isAlive()).isFalse();
    assertThat(events).contains("stop slow");
  }

  @Test
  void progressIsReportedByTheCallersThread() {
    List<Thread> threads = new ArrayList<>();
    List<String> facts = new ArrayList<>();

    graph.start(
        List.of(new Part("one").readyAfter(2)),
        new Progress() {
          @Override
          public void waiting(String name, String seen, Duration soFar) {
            threads.add(Thread.currentThread());
          }

          @Override
          public void fact(String label, String text) {
            threads.add(Thread.currentThread());
            facts.add(label + " " + text);
          }
        });

    assertThat(threads).isNotEmpty().containsOnly(Thread.currentThread());
    assertThat(facts).singleElement().asString().startsWith("one 1.0, ready after ");
  }

  /** A part that records what happens to it. */
  private final class Part implements Startable {
    private final String name;
    private final List<Startable> needed;
    private int looksLeft = 1;
    private boolean fails;
    private Duration limit = Duration.ofSeconds(30);
    private Optional<CountDownLatch> meeting = Optional.empty();
    private Optional<LogTail> log = Optional.empty();

    Part(String name, Startable... needed) {
      this.name = name;
      this.needed = List.of(needed);
    }

    Part readyAfter(int looks) {
      looksLeft = looks;
      return this;
    }

    Part failing() {
      fails = true;
      return this;
    }

    Part within(Duration duration) {
      limit = duration;
      return this;
    }

    Part meeting(CountDownLatch latch) {
      meeting = Optional.of(latch);
      return this;
    }

    Part log(Path file) {
      log = Optional.of(new LogTail(file, List::of));
      return this;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public List<Startable> dependencies() {
      return needed;
    }

    @Override
    public void start(Deadline deadline) {
      events.add("start " + name);
    }

    @Override
    public Poller.Poll<String> look() {
      if (meeting.isPresent()) {
        meeting.get().countDown();
        try {
          if (meeting.get().await(10, TimeUnit.SECONDS)) {
            events.add("met " + name);
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      if (fails) {
        throw new Failure(
            ExitCode.FAILED,
            TestProblem.of("sandbox.part", name + " is broken", "so", "repair it"));
      }
      if (--looksLeft > 0) {
        return Poller.Poll.notYet("still warming up");
      }
      events.add("ready " + name);
      return Poller.Poll.done("1.0");
    }

    @Override
    public Duration limit() {
      return limit;
    }

    @Override
    public void stop() {
      events.add("stop " + name);
    }

    @Override
    public Optional<LogTail> log() {
      return log;
    }
  }
}
