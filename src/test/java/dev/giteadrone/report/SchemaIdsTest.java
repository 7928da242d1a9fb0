package dev.giteadrone.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ProblemId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The lists of ids in the published schema are those of the program. */
class SchemaIdsTest {
  private final JsonNode definitions = OutputSchema.published().get("$defs");

  @Test
  void theChecksAreThoseOfTheProgram() {
    assertThat(texts(definitions.at("/checkId/enum")))
        .isEqualTo(Arrays.stream(CheckId.values()).map(CheckId::id).toList());
  }

  @Test
  void theProblemsAreThoseOfTheProgram() {
    assertThat(texts(definitions.at("/problemId/anyOf/0/enum")))
        .isEqualTo(
            Arrays.stream(ProblemId.values())
                .filter(id -> !id.isFamily())
                .map(ProblemId::id)
                .toList());
    String families =
        Arrays.stream(ProblemId.values())
            .filter(ProblemId::isFamily)
            .map(ProblemId::subject)
            .collect(Collectors.joining("|", "^(", ")"));
    assertThat(definitions.at("/problemId/anyOf/1/pattern").asText()).startsWith(families);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
