package dev.giteadrone.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.report.html.Chromium.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page of a run in a real browser: layout, contrast, keyboard, print, and no network. */
final class HtmlReportIT {
  private static final int PHONE = 390;

  @TempDir private static Path folder;

  private static Chromium browser;

  @BeforeAll
  static void start() throws IOException {
    for (String name : PageSample.all().keySet()) {
      String page = HtmlReport.render(Objects.requireNonNull(PageSample.all().get(name)));
      Files.writeString(folder.resolve(name + ".html"), page);
    }
    browser = Chromium.start();
  }

  @AfterAll
  static void stop() throws IOException {
    browser.close();
  }

  static Stream<String> names() {
    return PageSample.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everythingFitsAtEveryWidth(String name) throws IOException {
    for (int width : new int[] {PHONE, 768, 1200}) {
      open(name, width, Look.LIGHT);
      browser.unfold();
      assertThat(browser.number("innerWidth")).isEqualTo(width);
      assertThat(browser.number("document.scrollingElement.scrollWidth"))
          .as(name + " at " + width)
          .isLessThanOrEqualTo(browser.number("document.scrollingElement.clientWidth"));
      assertThat(browser.outside()).as(name + " at " + width).isEmpty();
      assertThat(browser.texts(overlapping())).as(name + " at " + width).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void textHasRoomOnAPhone(String name) throws IOException {
    open(name, PHONE, Look.LIGHT);
    browser.unfold();
    // Text of many words needs a wide column; before, that of a check was four letters wide.
    assertThat(
            browser.texts(
                "[...document.querySelectorAll('p, dd, li > div, h1, h2, h3, pre, summary')]"
                    + ".filter(e => e.textContent.trim().length > 40 && e.offsetWidth > 0"
                    + " && e.offsetWidth < 200).map(e => e.outerHTML.slice(0, 200))"))
        .isEmpty();
    assertThat(
            browser.number(
                "Math.min(...[...document.querySelectorAll('body *')]"
                    + ".filter(e => e.offsetWidth > 0 && e.innerText && e.innerText.trim())"
                    + ".map(e => parseFloat(getComputedStyle(e).fontSize) * 10))"))
        .isGreaterThanOrEqualTo(120);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "healthy",
        "failing",
        "half-done",
        "drone-down",
        "wrong-client-secret",
        "hostile",
        "refused"
      })
  void axeFindsNothingToRepair(String name) throws IOException {
    for (Look look : List.of(Look.LIGHT, Look.DARK)) {
      open(name, look == Look.LIGHT ? 1200 : PHONE, look);
      browser.unfold();
      assertThat(browser.axe()).as(name + " " + look).isEmpty();
    }
  }

  @Test
  void axeWouldFindAWeakContrastAndALinkWithoutAName() throws IOException {
    open("healthy", 1200, Look.LIGHT);
    browser.value(
        "(document.querySelector('h1').style.color = '#ccc',"
            + " document.querySelector('main').append(Object.assign("
            + "document.createElement('a'), {href: '#x'})), 1)");
    assertThat(browser.axe())
        .anyMatch(found -> found.startsWith("color-contrast"))
        .anyMatch(found -> found.startsWith("link-name"));
  }

  @Test
  void lightAndDarkDiffer() throws IOException {
    open("healthy", 1200, Look.LIGHT);
    String background = "getComputedStyle(document.body).backgroundColor";
    Object light = browser.value(background);
    browser.show(Look.DARK);
    assertThat(browser.value(background)).isNotEqualTo(light);
  }

  @Test
  void anAddressInTheHeadlineIsOnOneLine() throws IOException {
    for (int width : new int[] {PHONE, 1200}) {
      open("drone-down", width, Look.LIGHT);
      assertThat(
              browser.value(
                  "(e => e.textContent + ' ' + (e.offsetHeight < 1.8"
                      + " * parseFloat(getComputedStyle(e).lineHeight)))"
                      + "(document.querySelector('h1 .name'))"))
          .isEqualTo("drone.my-domain.tld: true");
    }
  }

  @Test
  void aCommandIsSelectedWholeAndNoOptionIsBrokenOnAPhone() throws IOException {
    open("wrong-client-secret", PHONE, Look.LIGHT);
    String command = "document.querySelector('.remedy code:last-of-type')";
    assertThat(
            browser.value(
                "(getSelection().selectAllChildren(" + command + "), getSelection() + '')"))
        .isEqualTo("gitea-drone bootstrap --allow-rotate");
    assertThat(
            browser.texts(
                "[...document.querySelectorAll('.command span')].filter(w => w.offsetHeight"
                    + " > 1.8 * parseFloat(getComputedStyle(w).lineHeight))"
                    + ".map(w => w.textContent)"))
        .isEmpty();
  }

  @Test
  void onePictureIsShownAndItsTextCanBeRead() throws IOException {
    for (int width : new int[] {PHONE, 768, 1200}) {
      open("failing", width, Look.LIGHT);
      assertThat(
              browser.texts(
                  "[...document.querySelectorAll('svg.picture')].filter(s => s.clientWidth > 0)"
                      + ".map(s => s.classList[1])"))
          .containsExactly(width == 1200 ? "wide" : "tall");
      // As drawn: the size in the picture times its scale.
      assertThat(
              browser.number(
                  "Math.min(...[...document.querySelectorAll('svg.picture text')]"
                      + ".filter(t => t.getBoundingClientRect().width > 0)"
                      + ".map(t => 10 * parseFloat(getComputedStyle(t).fontSize)"
                      + " * t.getScreenCTM().a))"))
          .as("tenths of a pixel at " + width)
          .isGreaterThanOrEqualTo(110);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"failing", "drone-down"})
  void theKeyboardReachesEveryLinkAndFoldAndItIsSeenWhere(String name) throws IOException {
    open(name, PHONE, Look.LIGHT);
    long stops =
        browser.number(
            "[...document.querySelectorAll('a, summary')].filter(e =>"
                + " e.getClientRects().length > 0 && e.checkVisibility()).length");
    Set<String> reached = new HashSet<>();
    List<String> unseen = new ArrayList<>();
    for (long stop = 0; stop < stops; stop++) {
      browser.press(Keys.TAB);
      reached.add(
          browser
              .value("[...document.querySelectorAll('a, summary')].indexOf(document.activeElement)")
              .toString());
      if (browser.value(isFocusSeen()).equals(false)) {
        unseen.add(String.valueOf(browser.value("document.activeElement.outerHTML")));
      }
    }
    assertThat(stops).isGreaterThan(30);
    assertThat(reached).hasSize((int) stops).doesNotContain("-1");
    assertThat(unseen).isEmpty();
  }

  @Test
  void theFirstLinkSkipsToTheResultAndEnterOpensAGroup() throws IOException {
    open("failing", PHONE, Look.LIGHT);
    browser.press(Keys.TAB);
    assertThat(browser.focused().getText()).isEqualTo("Skip to the result");
    browser.press(Keys.ENTER);
    assertThat(browser.value("location.hash")).isEqualTo("#verdict");

    String group = "document.querySelector('#hop-access')";
    browser.value("(" + group + ".querySelector('summary').focus(), 1)");
    assertThat(browser.value(group + ".open")).isEqualTo(false);
    browser.press(Keys.ENTER);
    assertThat(browser.value(group + ".open")).isEqualTo(true);
  }

  @Test
  void theFailedConnectionLeadsToItsCheck() throws IOException {
    open("failing", PHONE, Look.LIGHT);
    browser.value("(document.querySelector('svg.tall a:has(.failed)').focus(), 1)");
    browser.press(Keys.ENTER);
    assertThat(browser.value("location.hash")).isEqualTo("#check-webhook.delivered");
    assertThat(
            browser.value(
                "document.querySelector(':target').getBoundingClientRect().top < innerHeight"))
        .isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"healthy", "failing", "half-done"})
  void onPaperEverythingIsShownInDarkInk(String name) throws IOException {
    open(name, 768, Look.PRINT);
    assertThat(
            browser.texts(
                "[...document.querySelectorAll('.checks li, .rows li, .messages div')]"
                    + ".filter(e => e.getBoundingClientRect().height === 0 || !e.checkVisibility("
                    + "{contentVisibilityAuto: true})).map(e => e.textContent)"))
        .isEmpty();
    assertThat(browser.value("getComputedStyle(document.body).color")).isEqualTo("rgb(0, 0, 0)");
    assertThat(browser.value("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
  }

  @ParameterizedTest
  @MethodSource("names")
  void noRequestIsSentAndNoScriptRuns(String name) throws IOException {
    open(name, 1200, Look.LIGHT);
    browser.unfold();
    assertThat(browser.messages())
        .isNotEmpty()
        .allMatch(message -> message.startsWith("file:///"), "the page itself");
    assertThat(browser.number("document.querySelectorAll('script, img, iframe, object').length"))
        .isZero();
  }

  @Test
  void theBrowserRefusesWhatThePageDoesNotHave() throws IOException {
    open("healthy", 1200, Look.LIGHT);
    assertThat(
            browser.value(
                "new Promise(done => { document.addEventListener('securitypolicyviolation',"
                    + " e => done(e.blockedURI)); document.body.append(Object.assign(new Image(),"
                    + " {src: 'http://127.0.0.1:9/x.png'})); })"))
        .isEqualTo("http://127.0.0.1:9/x.png");
  }

  private static void open(String name, int width, Look look) throws IOException {
    browser.open(folder.resolve(name + ".html"), width, look);
  }

  /** Opens what is folded. */
  /** Texts of the picture that stick out of their box, or lie over another text. */
  private static String overlapping() {
    return "[...document.querySelectorAll('svg.picture')].flatMap(svg => {"
        + " const at = e => e.getBoundingClientRect();"
        + " const texts = [...svg.querySelectorAll('text')].filter(t => at(t).width > 0);"
        + " const out = [...svg.querySelectorAll('.box')].flatMap(b => {"
        + "  const box = at(b.querySelector('rect'));"
        + "  return [...b.querySelectorAll('text')].filter(t => at(t).left < box.left"
        + "   || at(t).right > box.right); });"
        + " const over = texts.filter((t, i) => texts.slice(i + 1).some(o =>"
        + "  at(t).left < at(o).right && at(o).left < at(t).right"
        + "  && at(t).top + 5 < at(o).bottom && at(o).top + 5 < at(t).bottom));"
        + " return [...out, ...over].map(t => svg.classList[1] + ': ' + t.textContent); })";
  }

  /** Whether what has the focus is marked: by an outline, or by its sign in the picture. */
  private static String isFocusSeen() {
    return "(e => { const sign = e.querySelector('circle');"
        + " return sign ? getComputedStyle(sign).strokeWidth === '6px'"
        + "  : parseFloat(getComputedStyle(e).outlineWidth) >= 2"
        + "    && getComputedStyle(e).outlineStyle !== 'none'; })(document.activeElement)";
  }
}
