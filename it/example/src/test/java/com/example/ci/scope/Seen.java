package com.example.ci.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.testing.GiteaDroneServers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which pair of servers was seen in which scope; a pair is known by its administrator's password. */
final class Seen {
  private static final Map<String, String> PAIRS = new ConcurrentHashMap<>();

  private Seen() {}

  /** Asserts that a scope has one pair, and no other scope has the same. */
  static void in(String scope, GiteaDroneServers servers) {
    String pair = servers.admin().password();
    assertThat(PAIRS.computeIfAbsent(scope, first -> pair)).as("the pair of " + scope).isEqualTo(pair);
    PAIRS.forEach((other, theirs) -> {
      if (!other.equals(scope)) {
        assertThat(theirs).as("the pair of " + other + ", seen in " + scope).isNotEqualTo(pair);
      }
    });
  }
}
