package dev.giteadrone.faults;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.giteadrone.faults.FaultCase.Outcome;
import dev.giteadrone.simulated.CannedResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** JSON that is well formed and means nothing: each value of each answer is another one. */
final class MangledAnswersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> INSTEAD =
      List.of(
          "null",
          "\"..\"",
          "\"a/../\\u0000\\n\\u001b[2J\\u202e\\ud83d%2e%2e?#\"",
          "-1",
          "[]",
          "[null]",
          "{}",
          "[".repeat(900) + "]".repeat(900));

  private static final CaseServers SERVERS = new CaseServers(options());

  @BeforeAll
  static void start() {
    SERVERS.start();
  }

  @AfterAll
  static void stop() {
    SERVERS.stop();
  }

  @Test
  void whateverJsonComesItIsReadOrRefused() throws Exception {
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    for (Operation operation : Operation.all()) {
      List<CannedResponse> answers;
      try (FaultCase well = open(operation, -1, "")) {
        well.run();
        answers = well.given();
      }
      for (int at = 0; at < answers.size(); at++) {
        if (!answers.get(at).type().startsWith("application/json")) {
          continue;
        }
        for (String mangled : mangled(answers.get(at).body())) {
          cases++;
          try (FaultCase ran = open(operation, at, mangled)) {
            Outcome outcome = ran.run();
            if (outcome.thrown() != null && outcome.failure().isEmpty()) {
              wrong.add(ran + " " + mangled + ": " + outcome.thrown());
            }
          }
        }
      }
    }

    assertThat(wrong).as("of %d", cases).isEmpty();
    assertThat(cases).isGreaterThan(1_000);
  }

  private static FaultCase open(Operation operation, int at, String mangled) {
    return SERVERS.open(FaultCase.mangling(operation, at, mangled, SERVERS.port()));
  }

  /** The text with one value in another's place, for each of its values. */
  private static List<String> mangled(String text) throws JsonProcessingException {
    List<String> all = new ArrayList<>();
    for (String value : INSTEAD) {
      all.add(value);
      JsonNode whole = JSON.readTree(text);
      replaced(whole, whole, value, all);
    }
    return all;
  }

  private static void replaced(JsonNode whole, JsonNode at, String value, List<String> all) {
    // The number stands where the value will: too large and too deep ones are no nodes of
    // Jackson's.
    String mark = "\"MANGLED\"";
    if (at instanceof ObjectNode object) {
      for (String name :
          List.copyOf(object.properties().stream().map(Map.Entry::getKey).toList())) {
        JsonNode old = object.get(name);
        object.put(name, "MANGLED");
        all.add(whole.toString().replace(mark, value));
        object.set(name, old);
        replaced(whole, old, value, all);
      }
    } else if (at instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode old = array.get(i);
        array.set(i, JSON.getNodeFactory().textNode("MANGLED"));
        all.add(whole.toString().replace(mark, value));
        array.set(i, old);
        replaced(whole, old, value, all);
      }
    }
  }
}
