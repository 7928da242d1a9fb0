package com.example.ci.scope;

import dev.giteadrone.testing.GiteaDroneServers;
import dev.giteadrone.testing.WithGiteaDrone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One pair for a top-level class, whatever its tests are; a nested class with the annotation has its own. */
@WithGiteaDrone
class TopLevelClassTest {
  private static final String SCOPE = "the top-level class";

  TopLevelClassTest(GiteaDroneServers servers) {
    Seen.in(SCOPE, servers);
  }

  @BeforeAll
  static void before(GiteaDroneServers servers) {
    Seen.in(SCOPE, servers);
  }

  @AfterAll
  static void after(GiteaDroneServers servers) {
    Seen.in(SCOPE, servers);
  }

  @BeforeEach
  void beforeEach(GiteaDroneServers servers) {
    Seen.in(SCOPE, servers);
  }

  @Test
  void ofATest(GiteaDroneServers servers) {
    Seen.in(SCOPE, servers);
  }

  @RepeatedTest(2)
  void ofARepeatedTest(GiteaDroneServers servers) {
    Seen.in(SCOPE, servers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "two"})
  void ofAParameterizedTest(String ignored, GiteaDroneServers servers) {
    Seen.in(SCOPE, servers);
  }

  @TestFactory
  Stream<DynamicTest> ofATestFactory(GiteaDroneServers servers) {
    return Stream.of("one", "two")
        .map(name -> DynamicTest.dynamicTest(name, () -> Seen.in(SCOPE, servers)));
  }

  @Nested
  class Inside {
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
    class Deeper {
      @Test
      void ofATest(GiteaDroneServers servers) {
        Seen.in(SCOPE, servers);
      }
    }
  }

  @Nested
  @WithGiteaDrone
  class OfItsOwn {
    private static final String OWN = "the nested class with the annotation";

    @Test
    void ofATest(GiteaDroneServers servers) {
      Seen.in(OWN, servers);
    }

    @RepeatedTest(2)
    void ofARepeatedTest(GiteaDroneServers servers) {
      Seen.in(OWN, servers);
    }

    @Nested
    class Below {
      @TestFactory
      Stream<DynamicTest> ofATestFactory(GiteaDroneServers servers) {
        return Stream.of(DynamicTest.dynamicTest("one", () -> Seen.in(OWN, servers)));
      }
    }
  }
}
