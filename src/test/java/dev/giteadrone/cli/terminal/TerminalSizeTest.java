package dev.giteadrone.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A terminal that does not know its size, or is none, has 80 columns. */
final class TerminalSizeTest {
  @ParameterizedTest
  @CsvSource({"24 40,40", "50 132,132", "0 0,80", "'',80", "stty: no tty,80", "24 -1,80"})
  void sizeIsWhatSttySays(String said, int columns) {
    assertThat(TerminalSize.read(said + "\n").columns()).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({"50 132,50", "0 0,24", "'',24"})
  void rowsAreWhatSttySays(String said, int rows) {
    assertThat(TerminalSize.read(said + "\n").rows()).isEqualTo(rows);
  }

  @ParameterizedTest
  @CsvSource({"100,100", "0,80"})
  void aVariableCountsMore(String variable, int columns) {
    assertThat(new TerminalSize(Map.of("COLUMNS", variable)).columns()).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({"100,100", "0,24"})
  void aVariableCountsMoreForRowsToo(String variable, int rows) {
    assertThat(new TerminalSize(Map.of("LINES", variable)).rows()).isEqualTo(rows);
  }

  @Test
  void withoutAProgramThatKnowsItIsTheUsualWidth() {
    assertThat(new TerminalSize(Map.of("PATH", "/nowhere")).columns()).isPositive();
  }

  @Test
  void aDumbTerminalCountsAsNone() {
    assertThat(Terminals.ofProcess(Map.of("TERM", "dumb"))).isEqualTo(Terminals.NONE);
    assertThat(Terminals.ofProcess(Map.of())).isEqualTo(Terminals.NONE);
  }
}
