package dev.giteadrone.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DotenvTest {

  /** The right-hand side, and what systemd makes of it. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '§',
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      emptyValue = "",
      value = {
        "x|x",
        "  x y  |x y",
        "\"x y \"|x y ",
        "'x \"y\"'|x \"y\"",
        "\"a\\\"b\\\\c\\$d\\e\"|a\"b\\c$d\\e",
        "'a\\b'|a\\b",
        "a\\ b\\ |a b ",
        "a # b|a # b",
        "\"a\"b|ab",
        "a=b==|a=b==",
        "a\"b\"|a\"b\"",
        "''|§§",
        "|§§",
      })
  void readsAValueAsSystemdDoes(String right, String value) {
    assertThat(Dotenv.parse("K=" + (right == null ? "" : right)).values())
        .containsExactly(Map.entry("K", value));
  }

  @Test
  void readsTheLastOfSeveral() {
    assertThat(Dotenv.parse("A=1\nA=2\n").values()).containsExactly(Map.entry("A", "2"));
  }

  @Test
  void readsExportAndBlanksAroundTheName() {
    assertThat(Dotenv.parse("export A=1\n  B =2\nexport\tC=3\nexportD=4").values())
        .containsExactly(
            Map.entry("A", "1"),
            Map.entry("B", "2"),
            Map.entry("C", "3"),
            Map.entry("exportD", "4"));
  }

  @Test
  void seesNoVariableInACommentOrInAnothersValue() {
    assertThat(Dotenv.parse("#A=1\n ;A=2\nB='x\nA=3\n'\nC=x\\\nA=4\nD=\"\nA=5\"").values())
        .containsOnlyKeys("B", "C", "D");
  }

  @Test
  void changesOnlyTheLineOfTheVariable() {
    String text = "# head\n\nA = 'keep me'  \n\tB=\"old\"   \nC=x # y\nrubbish\n;tail";
    assertThat(Dotenv.parse(text).with(Map.of("B", "new")))
        .isEqualTo("# head\n\nA = 'keep me'  \n\tB=new\nC=x # y\nrubbish\n;tail");
  }

  @Test
  void changesEveryOccurrence() {
    assertThat(Dotenv.parse("A=1\nB=2\nA=3").with(Map.of("A", "4"))).isEqualTo("A=4\nB=2\nA=4");
  }

  @Test
  void leavesALineThatIsRightAsItIs() {
    String text = "export A='1'\nB=2";
    assertThat(Dotenv.parse(text).with(Map.of("A", "1", "B", "2"))).isEqualTo(text);
  }

  @Test
  void dropsAnExportThatSystemdWouldNotRead() {
    assertThat(Dotenv.parse("export A=1\n").with(Map.of("A", "2"))).isEqualTo("A=2\n");
  }

  @Test
  void replacesAValueOfSeveralLines() {
    assertThat(Dotenv.parse("A='x\ny'\nB=1\n").with(Map.of("A", "z"))).isEqualTo("A=z\nB=1\n");
    assertThat(Dotenv.parse("A=x\\\ny\nB=1\n").with(Map.of("A", "z"))).isEqualTo("A=z\nB=1\n");
  }

  @Test
  void addsAtTheEndInTheTextsOwnManner() {
    assertThat(Dotenv.parse("").with(ordered("A", "1", "B", "2"))).isEqualTo("A=1\nB=2\n");
    assertThat(Dotenv.parse("X=0\n").with(ordered("A", "1"))).isEqualTo("X=0\nA=1\n");
    assertThat(Dotenv.parse("X=0").with(ordered("A", "1", "B", "2"))).isEqualTo("X=0\nA=1\nB=2");
    assertThat(Dotenv.parse("X=0\r\n").with(ordered("A", "1"))).isEqualTo("X=0\r\nA=1\r\n");
    assertThat(Dotenv.parse("X=0\r\nY=1").with(ordered("A", "1"))).isEqualTo("X=0\r\nY=1\r\nA=1");
  }

  @Test
  void fillsAnEmptyVariableInItsPlace() {
    assertThat(Dotenv.parse("A=\r\nB=1\r\n").with(Map.of("A", "2"))).isEqualTo("A=2\r\nB=1\r\n");
    assertThat(Dotenv.parse("A=").with(Map.of("A", "2"))).isEqualTo("A=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gto_x-y.z", "a+b/c==", "a b", "#a", "it's", "a\"b", "a'b\"c\\d$e`f", "ü", ";x"})
  void readsBackWhatItWrites(String value) {
    String text = Dotenv.parse("X=0\n").with(Map.of("A", value));
    assertThat(Dotenv.parse(text).values()).containsEntry("A", value).containsEntry("X", "0");
  }

  @Test
  void quotesOnlyWhatNeedsIt() {
    assertThat(Dotenv.quoted("gto_abc-1.2/3+4==")).isEqualTo("gto_abc-1.2/3+4==");
    assertThat(Dotenv.quoted("a b")).isEqualTo("'a b'");
    assertThat(Dotenv.quoted("a'b")).isEqualTo("\"a'b\"");
  }

  @Test
  void seesAnOpenEnd() {
    assertThat(Dotenv.parse("A='x\n").complete()).isFalse();
    assertThat(Dotenv.parse("A=\"x").complete()).isFalse();
    assertThat(Dotenv.parse("A=x\\").complete()).isFalse();
    assertThat(Dotenv.parse("A='x'\n").complete()).isTrue();
  }

  @Test
  void seesThatATextIsSomethingElse() {
    assertThat(Dotenv.parse("hunter2").foreign()).isTrue();
    assertThat(Dotenv.parse("{\"a\": \"b=c\"}").foreign()).isTrue();
    assertThat(Dotenv.parse("").foreign()).isFalse();
    assertThat(Dotenv.parse("# later\n").foreign()).isFalse();
    assertThat(Dotenv.parse("A=1\nrubbish").foreign()).isFalse();
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
