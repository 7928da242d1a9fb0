package dev.giteadrone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.Map;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

final class PageTest {
  private static final Figures SOME =
      new Figures(
          "Medians of a test.",
          Map.of(
              Measure.SCRIPT_WALL, new Figure(0.5, 0.01, OptionalDouble.empty()),
              Measure.VERIFY_WALL, new Figure(0.6, 0.02, OptionalDouble.of(1.2)),
              Measure.VERSION_CPU, new Figure(0.09, 0.03, OptionalDouble.of(0.3)),
              Measure.RERUN_REQUESTS, new Figure(10, 0, OptionalDouble.empty())));

  @Test
  void thePageShowsWhatTheFileHas() throws IOException {
    Figures checkedIn = FiguresFile.read(Page.FIGURES);
    assertThat(Files.readString(Page.FIGURES)).isEqualTo(FiguresFile.show(checkedIn));
    String page = Files.readString(Page.TEXT);
    assertThat(page).isEqualTo(Page.with(checkedIn, page));
    String hosts = Files.readString(Page.MANY_HOSTS);
    assertThat(hosts).isEqualTo(Page.withManyHosts(checkedIn, hosts));
    assertThat(Files.readString(Page.PLOT)).isEqualTo(Plot.svg(checkedIn));
  }

  @Test
  void theTableTellsWhichTargetsHold() {
    assertThat(Table.markdown(SOME, row -> true))
        .contains(
            "| verify --level basic | wall | 0.600 s | ± 2 % | 1.20 × | script | ≤ 1.00 × | ✗ |")
        .contains("| --version | CPU | 0.090 s | ± 3 % | 0.30 × | script | ≤ 0.100 s | ✔ |")
        .contains("| plan | wall | – | – | | script | ≤ 1.00 × | – |");
    assertThat(Table.targets(SOME))
        .isEqualTo("2 of 3 targets hold; not: verify --level basic, wall");
  }

  @Test
  void theTerminalShowsOnlyWhatWasMeasured() {
    assertThat(Table.text(SOME, SOME).lines())
        .hasSize(5)
        .anyMatch(
            line -> line.matches("verify --level basic +wall +0.600 s .*1.20 × +≤ 1.00 × +✗"));
  }

  @Test
  void thePlotIsWellFormedAndSaysWhatItShows() throws Exception {
    String svg = Plot.svg(SOME);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    assertThat(svg).contains("<title", "verify --level basic, wall 0.600 s · 1.20 ×");
  }

  @Test
  void aPageWithoutAPlaceForTheTableIsRefused() {
    assertThatThrownBy(() -> Page.with(SOME, "# Performance\n")).hasMessageContaining("figures");
  }
}
