package dev.giteadrone.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.plan.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Waits end fulfilled or with what was seen last. */
final class WaitTest {
  private final Timeline timeline = new Timeline();
  private final Wait wait = new Wait(timeline, Progress.SILENT);

  @Test
  void endsWithTheValueAndWhatWasSeenBefore() {
    AtomicInteger looks = new AtomicInteger();

    Wait.Ended<String> ended =
        wait.until(
            "it",
            Deadline.in(Duration.ofSeconds(30)),
            Duration.ofMillis(1),
            () ->
                looks.incrementAndGet() < 3
                    ? Wait.Look.notYet("look " + looks.get())
                    : Wait.Look.done("there"));

    assertThat(ended.value()).contains("there");
    assertThat(ended.lastSeen()).isEqualTo("look 2");
    assertThat(timeline.count(Timeline.Kind.WAIT)).isEqualTo(2);
  }

  @Test
  void aPassedDeadlineStillAllowsOneLookAndNoSecond() {
    AtomicInteger looks = new AtomicInteger();

    Wait.Ended<String> ended =
        wait.until(
            "it",
            Deadline.in(Duration.ZERO),
            Duration.ofSeconds(30),
            () -> Wait.Look.notYet("look " + looks.incrementAndGet()));

    assertThat(ended.value()).isEmpty();
    assertThat(ended.lastSeen()).isEqualTo("look 1");
  }
}
