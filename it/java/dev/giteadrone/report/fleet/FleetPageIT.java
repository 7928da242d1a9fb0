package dev.giteadrone.report.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.report.Sample;
import dev.giteadrone.report.html.Chromium;
import dev.giteadrone.report.html.Chromium.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page of all hosts in a real browser: layout, contrast, keyboard, print, and no network. */
final class FleetPageIT {
  private static final int PHONE = 390;

  @TempDir private static Path folder;

  private static Chromium browser;

  @BeforeAll
  static void start() throws IOException {
    for (Map.Entry<String, FleetReport> sample : FleetSample.ALL.entrySet()) {
      Files.writeString(page(sample.getKey()), FleetPage.render(sample.getValue(), host -> true));
    }
    browser = Chromium.start();
  }

  @AfterAll
  static void stop() throws IOException {
    browser.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"failing", "healthy", "hostile", "large"})
  void everythingFitsAtEveryWidthAndNothingIsAskedFor(String name) throws IOException {
    for (int width : new int[] {PHONE, 768, 1200}) {
      browser.open(page(name), width, Look.LIGHT);
      browser.unfold();
      assertThat(browser.number("document.scrollingElement.scrollWidth"))
          .as(name + " at " + width)
          .isLessThanOrEqualTo(width);
      assertThat(browser.outside()).as(name + " at " + width).isEmpty();
      assertThat(browser.messages()).containsExactly(page(name).toUri().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"failing", "healthy", "hostile"})
  void axeFindsNothingToRepair(String name) throws IOException {
    for (Look look : List.of(Look.LIGHT, Look.DARK)) {
      browser.open(page(name), look == Look.LIGHT ? 1200 : PHONE, look);
      assertThat(browser.axe()).as(name + " " + look).isEmpty();
    }
  }

  @Test
  void theKeyboardReachesEveryLinkAndTheFold() throws IOException {
    browser.open(page("failing"), PHONE, Look.LIGHT);
    long stops =
        browser.number(
            "[...document.querySelectorAll('a, summary')].filter(e => e.checkVisibility()).length");
    Set<String> reached = new HashSet<>();
    for (long stop = 0; stop < stops; stop++) {
      browser.press(Keys.TAB);
      reached.add(String.valueOf(browser.value("document.activeElement.outerHTML")));
      assertThat(browser.value("getComputedStyle(document.activeElement).outlineStyle"))
          .isNotEqualTo("none");
    }
    assertThat(reached).anyMatch(html -> html.startsWith("<summary"));
    // The links of the causes are in the table again.
    assertThat(stops).isEqualTo(1 + 10 + 11 + 1);
    assertThat(
            browser.number(
                "[...document.querySelectorAll('tbody tr')].filter(e => e.checkVisibility()).length"))
        .isEqualTo(11);
    browser.press(Keys.ENTER);
    assertThat(
            browser.number(
                "[...document.querySelectorAll('tbody tr')].filter(e => e.checkVisibility()).length"))
        .isEqualTo(200);
  }

  @Test
  void thePrintedPageHasAllHosts() throws IOException {
    browser.open(page("failing"), 1200, Look.PRINT);
    assertThat(
            browser.number(
                "[...document.querySelectorAll('tbody tr')].filter(e => e.offsetHeight > 0).length"))
        .isEqualTo(200);
  }

  @Test
  void theIndexLeadsToThePageOfAHostAndBack() throws IOException {
    FleetFolder report = FleetFolder.create(folder.resolve("report"));
    HostLine host = FleetSample.ran("hosts/älpha 1", Sample.undelivered());
    report.host(host, Optional.of(Sample.undelivered()));
    report.finish(FleetSample.report(host));

    browser.open(report.folder().resolve("index.html"), PHONE, Look.LIGHT);
    browser.value("(document.querySelector('tbody a').click(), 1)");
    assertThat(String.valueOf(browser.value("document.querySelector('.up').innerText")))
        .isEqualTo("All hosts / hosts/älpha 1");
    assertThat(browser.axe()).isEmpty();
    assertThat(browser.outside()).isEmpty();
    browser.value("(document.querySelector('.up a').click(), 1)");
    assertThat(String.valueOf(browser.value("document.querySelector('h1').innerText")))
        .isEqualTo("The host is not done.");
  }

  private static Path page(String name) {
    return folder.resolve(name + ".html");
  }
}
