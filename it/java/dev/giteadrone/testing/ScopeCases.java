package dev.giteadrone.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test classes that {@link ScopeIT} runs, and the pairs of servers that they saw. */
@SuppressWarnings("NullAway") // JUnit fills the fields.
final class ScopeCases {
  private static final Map<String, Set<URI>> SEEN = new ConcurrentHashMap<>();

  private ScopeCases() {}

  static void see(String place, GiteaDroneServers servers) {
    SEEN.computeIfAbsent(place, key -> ConcurrentHashMap.newKeySet()).add(servers.giteaUrl());
  }

  static Set<URI> seen(String place) {
    return SEEN.getOrDefault(place, Set.of());
  }

  static Set<URI> all() {
    Set<URI> all = ConcurrentHashMap.newKeySet();
    SEEN.values().forEach(all::addAll);
    return all;
  }

  static void forget() {
    SEEN.clear();
  }

  @WithGiteaDrone
  static class OnTheClass {
    OnTheClass(GiteaDroneServers servers) {
      see("constructor", servers);
    }

    @BeforeAll
    static void beforeAll(GiteaDroneServers servers) {
      see("before all", servers);
    }

    @Test
    void test(GiteaDroneServers servers) {
      see("test", servers);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void parameterized(int number, GiteaDroneServers servers) {
      see("parameterized", servers);
    }

    @RepeatedTest(2)
    void repeated(GiteaDroneServers servers) {
      see("repeated", servers);
    }

    @TestFactory
    Stream<DynamicTest> factory(GiteaDroneServers servers) {
      return Stream.of(DynamicTest.dynamicTest("one", () -> see("factory", servers)));
    }

    @Nested
    class Inner {
      @Test
      void test(GiteaDroneServers servers) {
        see("nested", servers);
      }

      @Nested
      class Innermost {
        @Test
        void test(GiteaDroneServers servers) {
          see("nested twice", servers);
        }
      }
    }
  }

  @WithGiteaDrone
  static class NestedOfItsOwn {
    @Test
    void outer(GiteaDroneServers servers) {
      see("outer", servers);
    }

    @Nested
    @WithGiteaDrone
    class Own {
      @Test
      void one(GiteaDroneServers servers) {
        see("own", servers);
      }

      @Nested
      class Deeper {
        @Test
        void two(GiteaDroneServers servers) {
          see("own", servers);
        }
      }
    }
  }

  @WithGiteaDrone
  static class Fields {
    @WithGiteaDrone static GiteaDroneServers ofTheClass;
    @WithGiteaDrone GiteaDroneServers ofTheInstance;

    @BeforeAll
    static void beforeAll() {
      see("static field", ofTheClass);
    }

    @Test
    void one(GiteaDroneServers servers) {
      see("parameter", servers);
      see("static field", ofTheClass);
      see("instance field", ofTheInstance);
    }

    @Test
    void two() {
      see("instance field", ofTheInstance);
    }

    @Nested
    class Inner {
      @Test
      void three() {
        see("instance field", ofTheInstance);
      }
    }
  }

  static class AParameterBesideAField {
    @WithGiteaDrone GiteaDroneServers field;

    @Test
    void outer(GiteaDroneServers servers) {
      see("parameter", servers);
    }

    @Test
    void withoutIt() {
      see("instance field", field);
    }

    @Nested
    class Inner {
      @Test
      void inner(GiteaDroneServers servers) {
        see("parameter", servers);
      }
    }
  }

  static class OnlyAnInstanceField {
    @WithGiteaDrone GiteaDroneServers servers;

    @Test
    void one() {
      see("instance field", servers);
    }

    @Test
    void two() {
      see("instance field", servers);
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class OneInstance {
    @WithGiteaDrone GiteaDroneServers servers;

    @BeforeAll
    void beforeAll() {
      see("instance field", servers);
    }

    @Test
    void one() {
      see("instance field", servers);
    }
  }

  @ParameterizedClass
  @ValueSource(ints = {1, 2})
  @WithGiteaDrone
  record Parameterized(int number) {
    @Test
    void test(GiteaDroneServers servers) {
      see("parameterized class", servers);
    }
  }

  @WithGiteaDrone
  abstract static class Base {
    @Test
    void test(GiteaDroneServers servers) {
      see(getClass().getSimpleName(), servers);
    }
  }

  static class OneSubclass extends Base {}

  static class OtherSubclass extends Base {}

  @WithGiteaDrone(shared = "scope-it")
  static class SharingOne {
    @Test
    void test(GiteaDroneServers servers) {
      see("shared", servers);
    }
  }

  @WithGiteaDrone(shared = "scope-it")
  static class SharingOther {
    @Test
    void test(GiteaDroneServers servers) {
      see("shared", servers);
    }
  }

  @WithGiteaDrone
  static class NeverAsked {
    @Test
    void test() {}
  }

  @WithGiteaDrone
  static class Failing {
    @Test
    void test(GiteaDroneServers servers) {
      see("failing", servers);
      assertThat(servers).isNull();
    }
  }

  @WithGiteaDrone(runners = {})
  static class Wrong {
    @Test
    void one(GiteaDroneServers servers) {
      see("wrong", servers);
    }

    @Test
    void two(GiteaDroneServers servers) {
      see("wrong", servers);
    }
  }
}
