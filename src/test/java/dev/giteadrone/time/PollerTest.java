package dev.giteadrone.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.plan.Progress;
import java.time.Duration;
import java.util.List;
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
  void thePausesAreShortAtFirstAndGrowToTheLongest() {
    Duration longest = Duration.ofMillis(160);
    AtomicInteger looks = new AtomicInteger();

    Poller.PollResult<String> ended =
        poller.until(
            "it",
            Deadline.in(Duration.ofSeconds(30)),
            longest,
            () -> looks.incrementAndGet() < 9 ? Poller.Poll.notYet("") : Poller.Poll.done("there"));

    assertThat(ended.value()).contains("there");
    List<Double> pauses =
        timeline.spans().stream().map(span -> (span.endNanos() - span.startNanos()) / 1e6).toList();
    // A busy machine makes a pause longer, never shorter.
    assertThat(pauses.get(0)).isGreaterThan(10 * 0.9 - 0.1);
    assertThat(pauses.get(3)).isGreaterThan(10 * 1.5 * 1.5 * 1.5 * 0.9 - 0.1);
    assertThat(pauses.get(7)).isGreaterThan(160 * 0.9 - 0.1);
    assertThat(pauses.get(0)).isLessThan(pauses.get(7));
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
