package dev.giteadrone.testing.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JUnitVersionTest {
  @ParameterizedTest
  @ValueSource(strings = {"5.11.0", "5.14.1", "6.0.0", "6.1.3", "10.0", "1.11.4", "unknown"})
  void aNewerOneIsAccepted(String version) {
    assertThatCode(() -> JUnitVersion.require(version)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.10.5", "5.8.1", "4.13.2", "1.10.2"})
  void anOlderOneIsRefused(String version) {
    assertThatThrownBy(() -> JUnitVersion.require(version))
        .hasMessage(
            "@WithGiteaDrone needs JUnit Jupiter 5.11 or newer, but %s is here: raise the version"
                .formatted(version));
  }

  @Test
  void theOneOfTheseTestsIsAccepted() {
    assertThatCode(() -> JUnitVersion.require(Test.class)).doesNotThrowAnyException();
  }
}
