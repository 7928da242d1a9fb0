package com.example.ci.scope;

import dev.giteadrone.testing.GiteaDroneServers;
import dev.giteadrone.testing.WithGiteaDrone;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One pair for each annotated field, static or not, for all tests of the class that declares it. */
class FieldTest {
  @WithGiteaDrone static GiteaDroneServers first;
  @WithGiteaDrone GiteaDroneServers second;

  @BeforeAll
  static void before() {
    Seen.in("the static field", first);
  }

  @Test
  void ofATest() {
    Seen.in("the static field", first);
    Seen.in("the field", second);
  }

  @RepeatedTest(2)
  void ofARepeatedTest() {
    Seen.in("the static field", first);
    Seen.in("the field", second);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ofAParameterizedTest(int ignored) {
    Seen.in("the static field", first);
    Seen.in("the field", second);
  }

  @Nested
  class Inside {
    @Test
    void ofATest() {
      Seen.in("the static field", first);
      Seen.in("the field", second);
    }
  }
}
