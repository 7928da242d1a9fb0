package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartTest {
  @ParameterizedTest
  @ValueSource(strings = {"1.8", "9", "11", "17", "20"})
  void anOlderJavaIsRefused(String version) {
    assertThat(Start.isTooOld(version)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"21", "25", "100", "", "what is this"})
  void aNewerOrUnknownJavaIsTried(String version) {
    assertThat(Start.isTooOld(version)).isFalse();
  }
}
