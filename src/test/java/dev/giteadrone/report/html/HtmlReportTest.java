package dev.giteadrone.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Sample;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of a run. What only a browser knows about it is in {@code HtmlReportIT}. */
final class HtmlReportTest {
  /** All elements that the templates have. */
  private static final Set<String> ELEMENTS =
      Set.of(
          ("html head meta title style body a header p strong span h1 h2 h3 h4 section dl div dt dd"
                  + " pre code time main svg desc g rect text path circle ul li b details summary"
                  + " article footer")
              .split(" "));

  @ParameterizedTest
  @MethodSource("names")
  void thePageIsSmallAndNeedsNothingElse(String name) {
    String html = HtmlReport.render(run(name));
    Document page = Jsoup.parse(html);

    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(200_000);
    assertThat(page.select("[src], [srcset], link, script, form, base")).isEmpty();
    assertThat(page.getAllElements())
        .allSatisfy(element ->
            assertThat(element.attributes().asList())
                .noneMatch(attribute -> attribute.getKey().startsWith("on")));
    assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .isEqualTo("default-src 'none'; style-src 'unsafe-inline'");
    assertThat(html).doesNotContain("url(", "@import");
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyElementIsOneOfTheTemplates(String name) {
    Document page = Jsoup.parse(HtmlReport.render(run(name)));
    assertThat(page.getAllElements().stream().skip(1).map(Element::tagName)).isSubsetOf(ELEMENTS);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyAddressOnThePageIsThereOnce(String name) {
    Document page = Jsoup.parse(HtmlReport.render(run(name)));
    List<String> ids = page.select("[id]").eachAttr("id");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(page.select("a[href^=#]").eachAttr("href"))
        .isNotEmpty()
        .allSatisfy(href -> assertThat(ids).contains(href.substring(1)));
    assertThat(page.select("[aria-labelledby]").eachAttr("aria-labelledby"))
        .allSatisfy(names -> assertThat(ids).contains(names.split(" ")));
  }

  @Test
  void onlyWebAddressesAreLinks() {
    Document page = page(PageSample.failing());
    assertThat(page.select("a[href]:not([href^=#])").eachAttr("href"))
        .containsExactly(Sample.GITEA, Sample.DRONE);
    assertThat(page(PageSample.healthy()).select("a[rel=noreferrer]").eachAttr("href"))
        .containsExactly(
            Sample.GITEA,
            Sample.DRONE,
            Sample.DRONE + "/my-admin/gitea-drone-canary/2",
            Sample.DRONE + "/my-admin/gitea-drone-canary");
    assertThat(page(WorstSample.hostile()).select("a[href]:not([href^=#])")).isEmpty();
    assertThat(page(WorstSample.hostile()).text()).contains("javascript:alert(1)//");
  }

  @Test
  void theVerdictAndTheRemedyOfTheRootCauseComeFirst() {
    Document page = page(PageSample.failing());
    assertThat(page.title()).isEqualTo("gitea-drone bootstrap: verification failed");
    assertThat(page.select("h1").text())
        .isEqualTo(
            "No build for push a13de949 after 30 s: Gitea has the webhook, but Drone did not"
                + " receive the push.");
    assertThat(first(page, ".root").text())
        .contains(Sample.NO_DELIVERY.seen(), Sample.NO_DELIVERY.cause(), "ALLOWED_HOST_LIST");
    assertThat(page.select("h2").eachText())
        .containsExactly("Root cause", "Wiring", "Timeline", "Checks", "Explanations");
    assertThat(page(PageSample.healthy()).select("h1").text())
        .isEqualTo("Gitea and Drone work together.");
    assertThat(page(PageSample.interruptedDeploy()).select("h1").text())
        .isEqualTo("The run was interrupted.");
    assertThat(page(PageSample.stopped()).select("h1").text())
        .isEqualTo(
            "Waiting for Gitea at https://git.my-domain.tld: the connection was refused for 2 min.");
    assertThat(page(Sample.openPlan()).select("h1").text()).isEqualTo("One change to make.");
  }

  @Test
  void theHeadlineIsWhatWasSeenAndNotWhatTheFaultMayLeadTo() {
    Document page = page(BrokenSample.wrongRpcSecret());
    // The builds of this run are green, and the symptom says that they stay pending.
    assertThat(first(page, "header").text()).doesNotContain("stay pending");
    assertThat(page.select("h1").text())
        .isEqualTo("Pinging Drone as a runner does: Drone's RPC secret is not the file's.");
    assertThat(first(page, "article").text()).contains("Builds stay pending");
    assertThat(page(BrokenSample.droneDown()).select("h1").text())
        .isEqualTo("Checking https://drone.my-domain.tld: the connection is refused.");
    assertThat(page(WorstSample.everythingFails()).select("h1").text()).hasSizeLessThan(200);
  }

  @Test
  void theCommandsOfARemedyAreMarked() {
    Element remedy = first(page(BrokenSample.wrongClientSecret()), ".root .remedy dd");
    assertThat(remedy.text())
        .isEqualTo(
            "git pull; if this checkout is the newest, gitea-drone bootstrap --allow-rotate");
    assertThat(remedy.select("code").eachText())
        .containsExactly("git pull", "gitea-drone bootstrap --allow-rotate");
    assertThat(page(PageSample.healthy()).select(".next pre").text())
        .isEqualTo("git add .secrets && git commit");
  }

  @Test
  void failuresAreOpenAndFirstAndPassedGroupsAreFolded() {
    List<Element> groups = page(PageSample.failing()).select("details.group");
    assertThat(groups).hasSize(9);
    assertThat(groups.getFirst().id()).isEqualTo("hop-delivery");
    assertThat(groups.stream().filter(group -> group.hasAttr("open")).map(Element::id))
        .containsExactly("hop-delivery", "not-reached-webhook.delivered");
    assertThat(first(groups.get(1), "a[href=#check-webhook.delivered]").text())
        .isEqualTo("webhook.delivered");
    assertThat(first(groups.getLast(), ".counts").text()).isEqualTo("3 passed");
  }

  @Test
  void whatWasNotReachedIsOneSentence() {
    Document page = page(BrokenSample.droneDown());
    assertThat(first(page, "details.group:has(.unreached)").text())
        .startsWith(
            "– 14 checks were not reached Because of drone.ready:"
                + " drone.edition, drone.client-id, drone.client-secret,");
    assertThat(page.select("#checks ~ details").text()).doesNotContain("not reached (");
    assertThat(page.select("svg.wide a[href=#not-reached-drone.ready]")).hasSize(7);
  }

  @Test
  void theRootCauseIsOnThePageOnce() {
    Document page = page(BrokenSample.wrongClientSecret());
    assertThat(first(page, ".root").text() + first(page, "main").text())
        .containsOnlyOnce(
            "git pull; if this checkout is the newest, gitea-drone bootstrap --allow-rotate More");
    assertThat(first(page, "#check-oauth\\.secret a[href=#root]").text())
        .isEqualTo("See the root cause");
    assertThat(page(WorstSample.everythingFails()).select("a[href=#root]")).hasSize(1);
    // The other problems are where their checks are.
    assertThat(page(WorstSample.everythingFails()).select(".checks .problem")).hasSize(25);
  }

  @Test
  void theExplanationOfEachProblemIsOnThePage() {
    Document page = page(PageSample.failing());
    assertThat(page.select("article").eachAttr("id")).containsExactly("explain-webhook.delivered");
    assertThat(first(page, "article").text()).contains("What to do", "ALLOWED_HOST_LIST");
    assertThat(page(PageSample.healthy()).select("article").eachAttr("id"))
        .containsExactly("explain-gitea.version");
    // With no room for it, the command that prints it is named.
    assertThat(first(page(WorstSample.everythingFails()), ".root").text())
        .contains("gitea-drone explain sops.decrypts");
  }

  @Test
  void bothPicturesShowTheStateOfEachHop() {
    for (String picture : List.of("svg.wide", "svg.tall")) {
      Element svg = first(page(PageSample.failing()), picture);
      assertThat(svg.select(".edge.works")).hasSize(7);
      assertThat(svg.select(".edge.failed .sign").eachText()).containsExactly("✗");
      assertThat(svg.select(".edge.unknown .sign").eachText()).containsExactly("–", "–", "–");
      assertThat(svg.select("a:has(.failed)").eachAttr("href"))
          .containsExactly("#check-webhook.delivered");
      assertThat(svg.select("desc").text()).startsWith("Of 11 connections, 7 work, 1 failed");
    }
    assertThat(page(PageSample.failing()).select(".edges li.failed").text())
        .startsWith("✗ Webhook → Drone (push) failed: webhook.delivered, Gitea has");
  }

  @Test
  void timeAndRequestsAreInPlainWords() {
    assertThat(page(PageSample.healthy()).select(".facts dd").eachText())
        .contains("49 s, 0.9 s in this program", "52 reads, 9 writes");
  }

  @Test
  void thePartAboutTimeIsNamedForWhatItShows() {
    assertThat(first(page(PageSample.healthy()), "#timeline").text()).isEqualTo("Timeline");
    assertThat(first(page(Sample.openPlan()), "#timeline").text()).isEqualTo("What is to do");
    assertThat(first(page(PageSample.oneRunner()), "#timeline").text()).isEqualTo("What was done");
    assertThat(first(page(PageSample.oneRunner()), "section:has(#timeline)").text())
        .contains("The run ended before its first step.");
  }

  @Test
  void equalRequestsShareARowAndManyDifferentOnesToo() {
    Document page = page(PageSample.healthy());
    assertThat(page.select(".rows").get(1).select("li").eachText())
        .hasSize(5)
        .anyMatch(row -> row.matches("read GET /healthz \\d+ ×, .* s, from .* s"))
        .contains("write POST /api/v1/user/applications/oauth2 0.4 s, from 1.1 s");
    List<String> many = page(WorstSample.everythingFails()).select(".rows li").eachText();
    assertThat(many).hasSize(11);
    assertThat(many.getLast()).startsWith("others, each shorter: 2990 reads 2990 ×, 1 min 30 s");
  }

  @Test
  void whatAStoppedRunHasNotDoneIsListed() {
    assertThat(page(PageSample.interruptedDeploy()).select(".lines li").eachText())
        .contains("– deploy not done: deploy .#server", "✚ file stored 0.3 s");
    assertThat(page(Sample.openPlan()).select(".lines li").eachText())
        .anyMatch(line -> line.startsWith("~ app to do: redirect URI"));
  }

  @Test
  void textThatIsTooLongSaysSo() {
    assertThat(page(WorstSample.everythingFails()).text())
        .contains("(shortened from 20000 characters)", "more lines");
  }

  @Test
  void hostileTextStaysText() {
    String text = page(WorstSample.hostile()).text();
    assertThat(text).contains("</dd></svg><script>alert('x')</script><img src=x onerror=alert(1)>");
    assertThat(HtmlReport.render(WorstSample.hostile()).codePoints())
        .noneMatch(c ->
            (Character.isISOControl(c) && c != '\n') || Character.getType(c) == Character.FORMAT);
  }

  static Set<String> names() {
    return new HashSet<>(PageSample.all().keySet());
  }

  private static RunReport run(String name) {
    return Objects.requireNonNull(PageSample.all().get(name));
  }

  private static Document page(RunReport report) {
    return Jsoup.parse(HtmlReport.render(report));
  }

  private static Element first(Element in, String query) {
    return Objects.requireNonNull(in.selectFirst(query), query);
  }
}
