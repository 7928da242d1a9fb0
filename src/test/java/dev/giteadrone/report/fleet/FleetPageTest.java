package dev.giteadrone.report.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of all hosts. What only a browser knows about it is in {@code FleetPageIT}. */
class FleetPageTest {
  @ParameterizedTest
  @ValueSource(strings = {"failing", "healthy", "hostile", "large"})
  void thePageIsSmallAndNeedsNothingElse(String name) {
    FleetReport report = Objects.requireNonNull(FleetSample.ALL.get(name));
    String html = FleetPage.render(report, host -> true);
    Document page = Jsoup.parse(html);

    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
    assertThat(page.select("[src], [srcset], link, script, form, base, img")).isEmpty();
    assertThat(html).doesNotContain("url(", "@import");
    assertThat(page.select("a[href]:not(.skip)").eachAttr("href"))
        .allMatch(href -> href.matches("hosts/[a-z0-9.-]+\\.html"));
    assertThat(page.select("tbody tr")).hasSize(report.hosts().size());
    assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
  }

  @Test
  void hostsThatAreNotDoneComeFirstAndManyDoneOnesAreFolded() {
    Document page = page(FleetSample.failing());

    assertThat(page.select("h1").text()).isEqualTo("11 of 200 hosts are not done.");
    assertThat(page.select(".lead").text())
        .isEqualTo(
            "189 done, 1 wrong configuration, 1 unreachable, 8 verification failed, 1 not begun,"
                + " in 1 min 1 s.");
    assertThat(page.select("h2").eachText()).containsExactly("Causes", "Not done", "Done");
    Element first = page.select("tbody tr").getFirst();
    assertThat(first.text()).startsWith("✗ verification failed hosts/lab-1 Failed: webhook");
    assertThat(first.select("a").attr("href")).isEqualTo(HostReportFiles.of("hosts/lab-1").html());
    assertThat(page.select("details:not([open]) tbody tr")).hasSize(189);
    assertThat(page(FleetSample.healthy()).select("details")).isEmpty();
  }

  @Test
  void oneCauseOnManyHostsIsOneGroup() {
    Document page = page(FleetSample.failing());

    assertThat(page.select(".cause h3").eachText())
        .containsExactly(
            "✗ webhook.delivered on 8 hosts",
            "✗ drone.ready on one host",
            "✗ config.syntax on one host");
    assertThat(page.select(".cause").getFirst().select(".names a").eachText())
        .hasSize(8)
        .startsWith("hosts/lab-1", "hosts/lab-2");
  }

  @Test
  void aHostWithoutAPageIsNoLink() {
    Document page = Jsoup.parse(FleetPage.render(FleetSample.two(), host -> false));

    assertThat(page.select("a[href]:not(.skip)")).isEmpty();
    assertThat(page.select("th[scope=row]").eachText())
        .containsExactly("hosts/beta", "hosts/alpha");
  }

  @Test
  void aProblemOfTheWholeIsOnThePage() {
    FleetReport done = FleetSample.healthy();
    FleetReport whole =
        new FleetReport(
            done.command(),
            done.version(),
            done.started(),
            done.took(),
            done.shard(),
            done.hosts(),
            List.of(dev.giteadrone.report.Sample.STALE));
    Document page = page(whole);

    assertThat(page.select("h1").text())
        .isEqualTo("All 12 hosts are done, but there is a problem.");
    assertThat(page.select("section.root").text()).contains("About the whole", "git pull");
  }

  private static Document page(FleetReport report) {
    return Jsoup.parse(FleetPage.render(report, host -> host.status() == HostLine.Status.RAN));
  }
}
