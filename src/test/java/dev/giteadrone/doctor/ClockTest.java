package dev.giteadrone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.doctor.Finding.Status;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClockTest {
  @Test
  void aSmallDifferenceIsGood() {
    assertThat(of(Duration.ofMillis(29_999)).status()).isEqualTo(Status.OK);
    assertThat(of(Duration.ofMillis(-29_999)).status()).isEqualTo(Status.OK);
  }

  @Test
  void fromThirtySecondsOnThereIsAWarning() {
    assertThat(of(Duration.ofSeconds(30)))
        .extracting(Finding::status, Finding::text)
        .containsExactly(Status.WARNING, "0 min 30 s ahead of this machine's");
    assertThat(of(Duration.ofHours(-50)).text()).isEqualTo("2 days 2 h behind this machine's");
    assertThat(of(Duration.ofMinutes(-61)).text()).isEqualTo("1 h 1 min behind this machine's");
  }

  @Test
  void aServerThatDoesNotTellItsTimeIsSkipped() {
    assertThat(Clock.of(Optional.empty()).status()).isEqualTo(Status.SKIPPED);
  }

  private static Finding of(Duration ahead) {
    return Clock.of(Optional.of(ahead));
  }
}
