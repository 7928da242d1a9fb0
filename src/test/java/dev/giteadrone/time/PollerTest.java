package dev.giteadrone.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.plan.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Waits end fulfilled or with what was seen last. */
final class PollerTest {
  private final Timeline timeline = new Timeline();
  private final Poller poller = new Poller(timeline, Progress.SILENT);

  @Test
  void endsWithTheValueAndWhatWasSeenBefore() {
    AtomicInteger looks = new AtomicInteger();

    Poller.PollResult<String> ended =
        poller.until(
            "it",
            Deadline.in(Duration.ofSeconds(30)),
            Duration.ofMillis(1),
            () ->
                looks.incrementAndGet() < 3
                    ? Poller.Poll.notYet("look " + looks.get())
                    : Poller.Poll.done("there"));

    assertThat(ended.value()).contains("there");
    assertThat(ended.lastSeen()).isEqualTo("look 2");
    assertThat(timeline.count(Timeline.Kind.WAIT)).isEqualTo(2);
  }

  @Test
  void aPassedDeadlineStillAllowsOneLookAndNoSecond() {
    AtomicInteger looks = new AtomicInteger();

    Poller.PollResult<String> ended =
        poller.until(
            "it",
            Deadline.in(Duration.ZERO),
            Duration.ofSeconds(30),
            () -> Poller.Poll.notYet("look " + looks.incrementAndGet()));

    assertThat(ended.value()).isEmpty();
    assertThat(ended.lastSeen()).isEqualTo("look 1");
  }
}
