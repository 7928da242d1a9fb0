package dev.giteadrone.model.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ElapsedTest {
  @Test
  void durationsAreShort() {
    assertThat(Elapsed.describe(Duration.ofMillis(12))).isEqualTo("12 ms");
    assertThat(Elapsed.describe(Duration.ofMillis(420))).isEqualTo("0.4 s");
    assertThat(Elapsed.describe(Duration.ofMillis(9_980))).isEqualTo("10 s");
    assertThat(Elapsed.describe(Duration.ofMillis(59_700))).isEqualTo("1 min 0 s");
    assertThat(Elapsed.describe(Duration.ofSeconds(185))).isEqualTo("3 min 5 s");
  }

  @Test
  void wholeSecondsAreThoseThatHavePassed() {
    assertThat(Elapsed.wholeSeconds(Duration.ofMillis(999))).isEqualTo("0 s");
    assertThat(Elapsed.wholeSeconds(Duration.ofMillis(9_980))).isEqualTo("9 s");
    assertThat(Elapsed.wholeSeconds(Duration.ofMillis(59_999))).isEqualTo("59 s");
    assertThat(Elapsed.wholeSeconds(Duration.ofSeconds(185))).isEqualTo("3 min 5 s");
  }
}
