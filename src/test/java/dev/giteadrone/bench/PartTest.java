package dev.giteadrone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PartTest {
  @Test
  void everyMeasureBelongsToOnePart() {
    assertThat(Stream.of(Part.values()).flatMap(part -> part.rows().stream()))
        .containsExactlyInAnyOrder(Measure.values());
  }
}
