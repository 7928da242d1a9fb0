package dev.giteadrone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final Measure ROW = Measure.VERIFY_WALL;

  @Test
  void anEqualRatioPasses() {
    assertThat(worse(ROW, ratio(1.07), ratio(1.07))).isEmpty();
  }

  @Test
  void aFifthWorsePassesJustSo() {
    assertThat(worse(ROW, ratio(1.2), ratio(1))).isEmpty();
  }

  @Test
  void moreThanAFifthWorseFailsAndNamesTheRow() {
    assertThat(worse(ROW, ratio(1.21), ratio(1)))
        .containsExactly(
            "verify --level basic, wall: 1.21 instead of 1.00, which is more than a fifth worse");
  }

  @Test
  void aBetterRatioPasses() {
    assertThat(worse(ROW, ratio(0.5), ratio(1))).isEmpty();
  }

  @Test
  void theTimeItselfIsNotCompared() {
    assertThat(worse(ROW, new Figure(9, 0, OptionalDouble.of(1)), ratio(1))).isEmpty();
    assertThat(worse(Measure.SCRIPT_WALL, value(9), value(1))).isEmpty();
  }

  @Test
  void aValueThatDoesNotDependOnTheMachineIsCompared() {
    assertThat(worse(Measure.RERUN_REQUESTS, value(13), value(10)))
        .containsExactly(
            "bootstrap, second run, requests: 13.00 instead of 10.00, which is more than a fifth"
                + " worse");
  }

  @Test
  void aRowThatIsNotCheckedInFails() {
    assertThat(Comparison.worse(List.of(ROW), of(ROW, ratio(1)), none()))
        .containsExactly("not checked in: verify --level basic, wall (scripts/bench --write)");
  }

  @Test
  void aRowThatWasNotMeasuredFails() {
    assertThat(Comparison.worse(List.of(ROW), none(), of(ROW, ratio(1))))
        .containsExactly("not measured: verify --level basic, wall");
  }

  private static List<String> worse(Measure row, Figure now, Figure before) {
    return Comparison.worse(List.of(row), of(row, now), of(row, before));
  }

  private static Figure ratio(double ratio) {
    return new Figure(1, 0, OptionalDouble.of(ratio));
  }

  private static Figure value(double value) {
    return new Figure(value, 0, OptionalDouble.empty());
  }

  private static Figures of(Measure row, Figure figure) {
    return new Figures("", Map.of(row, figure));
  }

  private static Figures none() {
    return new Figures("", Map.of());
  }
}
