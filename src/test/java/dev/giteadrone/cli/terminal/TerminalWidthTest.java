package dev.giteadrone.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A terminal that does not know its size, or is none, has 80 columns. */
final class TerminalWidthTest {
  @ParameterizedTest
  @CsvSource({"24 40,40", "50 132,132", "0 0,80", "'',80", "stty: no tty,80", "24 -1,80"})
  void sizeIsWhatSttySays(String said, int columns) {
    assertThat(TerminalWidth.read(said + "\n")).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({"100,100", "0,80"})
  void aVariableCountsMore(String variable, int columns) {
    assertThat(new TerminalWidth(Map.of("COLUMNS", variable)).getAsInt()).isEqualTo(columns);
  }

  @Test
  void withoutAProgramThatKnowsItIsTheUsualWidth() {
    assertThat(new TerminalWidth(Map.of("PATH", "/nowhere")).getAsInt()).isPositive();
  }

  @Test
  void aDumbTerminalCountsAsNone() {
    assertThat(Terminals.ofProcess(Map.of("TERM", "dumb"))).isEqualTo(Terminals.NONE);
    assertThat(Terminals.ofProcess(Map.of())).isEqualTo(Terminals.NONE);
  }
}
