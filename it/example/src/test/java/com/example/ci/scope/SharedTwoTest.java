package com.example.ci.scope;

import dev.giteadrone.testing.GiteaDroneServers;
import dev.giteadrone.testing.WithGiteaDrone;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One pair for all that name it, in whatever class. */
@WithGiteaDrone(shared = "scope")
class SharedTwoTest {
  private static final String SCOPE = "the shared pair";

  @BeforeAll
  static void before(GiteaDroneServers servers) {
    Seen.in(SCOPE, servers);
  }

  @Test
  void ofATest(GiteaDroneServers servers) {
    Seen.in(SCOPE, servers);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ofAParameterizedTest(int ignored, GiteaDroneServers servers) {
    Seen.in(SCOPE, servers);
  }

  @Nested
  class Inside {
    @Test
    void ofATest(GiteaDroneServers servers) {
      Seen.in(SCOPE, servers);
    }
  }
}
