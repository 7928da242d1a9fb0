package dev.giteadrone.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.report.Sample;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Which parts of the wiring a run finds broken. */
final class FaultTest {
  @Test
  void theServerThatIsDownIsAtFaultAndNotOnlyWhatLeadsToIt() {
    assertThat(Fault.all(BrokenSample.droneDown()))
        .containsExactly(new Fault(Place.DRONE, CheckId.DRONE_READY, "the connection is refused"));
    assertThat(Fault.all(PageSample.stopped()))
        .extracting(Fault::place)
        .containsExactly(Place.GITEA);
  }

  @Test
  void aClientSecretThatGiteaRefusesIsAFaultOfTheFile() {
    assertThat(Fault.all(BrokenSample.wrongClientSecret()))
        .containsExactly(new Fault(Place.SECRETS_FILE, CheckId.OAUTH_SECRET, "Gitea refuses it"));
    assertThat(Fault.all(Sample.plan())).extracting(Fault::place).contains(Place.SECRETS_FILE);
  }

  @Test
  void aCheckThatComparesTwoPartsAccusesNeither() {
    assertThat(Fault.all(BrokenSample.wrongRpcSecret())).isEmpty();
    assertThat(Fault.all(PageSample.failing())).isEmpty();
  }

  @Test
  void aRunWithoutAFailureHasNone() {
    assertThat(Fault.all(PageSample.healthy())).isEmpty();
    assertThat(Fault.all(PageSample.halfDone())).isEmpty();
  }

  @Test
  void bothPicturesAndTheListNameIt() {
    Document page = Jsoup.parse(HtmlReport.render(BrokenSample.droneDown()));
    for (String picture : new String[] {"svg.wide", "svg.tall"}) {
      Element svg = Objects.requireNonNull(page.selectFirst(picture));
      assertThat(svg.select(".box")).hasSize(Place.values().length);
      assertThat(svg.select(".broken text").eachText())
          .containsExactly("Drone", "drone.my-domain.tld", "✗");
      assertThat(svg.select("a:has(.broken)").attr("href")).isEqualTo("#check-drone.ready");
      assertThat(svg.select("a:has(.broken)").attr("aria-label"))
          .isEqualTo("Drone: failed, drone.ready");
      assertThat(svg.select("desc").text()).contains("Drone: failed, drone.ready.");
    }
    assertThat(Objects.requireNonNull(page.selectFirst(".edges li")).text())
        .isEqualTo("✗ Drone failed: drone.ready, the connection is refused");
  }
}
