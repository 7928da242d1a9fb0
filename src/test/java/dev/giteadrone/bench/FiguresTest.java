package dev.giteadrone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class FiguresTest {
  @Test
  void oneSlowRoundMovesNothing() {
    Figure figure = Figure.of(List.of(1.0, 1.1, 9.0, 1.2, 0.9));
    assertThat(figure.median()).isEqualTo(1.1);
    assertThat(figure.noise()).isEqualTo(0.1 / 1.1, within(1e-9));
    assertThat(figure.compared()).isEqualTo(1.1);
  }

  @Test
  void theMedianOfAnEvenNumberIsInTheMiddle() {
    assertThat(Figure.of(List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
  }

  @Test
  void aSlowMachineDoesNotChangeTheRatio() {
    Figure figure = Figure.of(List.of(1.0, 2.0, 6.0), List.of(2.0, 4.0, 12.0));
    assertThat(figure.ratio()).hasValue(0.5);
    assertThat(figure.noise()).isZero();
    assertThat(figure.compared()).isEqualTo(0.5);
  }

  @Test
  void theFileKeepsThem() throws IOException {
    Figures figures =
        new Figures(
            "Medians on a = machine: 2 cores.",
            Map.of(
                Measure.VERIFY_WALL, new Figure(0.652, 0.021, OptionalDouble.of(1.017)),
                Measure.RERUN_REQUESTS, new Figure(10, 0, OptionalDouble.empty())));
    assertThat(FiguresFile.parse(FiguresFile.show(figures))).isEqualTo(figures);
  }

  @Test
  void aPartThatWasNotMeasuredKeepsItsFigures() {
    Figure old = new Figure(2, 0, OptionalDouble.empty());
    Figure now = new Figure(1, 0, OptionalDouble.empty());
    Figures before =
        new Figures("before", Map.of(Measure.RERUN_REQUESTS, old, Measure.SCRIPT_WALL, old));
    Figures both = new Figures("now", Map.of(Measure.SCRIPT_WALL, now)).orElse(before);
    assertThat(both.of(Measure.SCRIPT_WALL)).contains(now);
    assertThat(both.of(Measure.RERUN_REQUESTS)).contains(old);
  }
}
