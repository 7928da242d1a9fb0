package dev.giteadrone.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ParallelTest {
  private static final Duration SHORT = Duration.ofMillis(20);

  @Test
  void readsBesideTheCaller() {
    CountDownLatch asked = new CountDownLatch(1);

    try (Parallel<String> read =
        Parallel.start(() -> {
          await(asked);
          return "seen";
        })) {
      assertThat(read.within(SHORT)).isEmpty();
      asked.countDown();
      assertThat(read.get()).isEqualTo("seen");
      assertThat(read.within(SHORT)).contains("seen");
    }
  }

  @Test
  void aFailureIsTheCallersOwn() {
    Failure failure =
        new Failure(
            ExitCode.UNREACHABLE, TestProblem.of("drone.ready", "asking", "silence", "wait"));

    try (Parallel<String> read =
        Parallel.start(() -> {
          throw failure;
        })) {
      assertThatThrownBy(read::get).isSameAs(failure);
    }
  }

  @Test
  void closingInterruptsTheReadAndWaitsForItsEnd() {
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch started = new CountDownLatch(1);
    Parallel<String> read =
        Parallel.start(() -> {
          started.countDown();
          interrupted.set(!await(new CountDownLatch(1)));
          return "";
        });
    await(started);

    read.close();

    assertThat(interrupted).isTrue();
  }

  @Test
  void anInterruptOfTheCallerEndsTheRead() {
    Parallel<Boolean> read = Parallel.start(() -> await(new CountDownLatch(1)));
    Thread.currentThread().interrupt();

    assertThat(read.get()).isFalse();

    assertThat(Thread.interrupted()).isTrue();
  }

  /** False if interrupted. */
  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
