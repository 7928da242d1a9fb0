package dev.giteadrone.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Sample;
import dev.giteadrone.report.html.Edge.State;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the picture says about each connection. */
final class EdgeTest {
  @Test
  void everyCheckProvesOneHop() {
    List<CheckId> all = Arrays.stream(Hop.values()).flatMap(hop -> hop.checks().stream()).toList();
    assertThat(all).containsExactlyInAnyOrder(CheckId.values());
    assertThat(Hop.values()).allSatisfy(hop -> assertThat(hop.checks()).isNotEmpty());
  }

  @Test
  void ofAHealthyRunEveryHopWorksAndAWarningIsNamed() {
    assertThat(states(PageSample.healthy()))
        .hasSize(Hop.values().length)
        .allSatisfy((hop, state) -> assertThat(state).isEqualTo(State.WORKS));
    assertThat(note(PageSample.healthy(), Hop.ACCESS)).isEqualTo("5 checks passed, 1 warning");
  }

  @Test
  void aHopWithAFailedCheckIsTheOneThatFailed() {
    Map<Hop, State> states = states(PageSample.failing());
    assertThat(hops(states, State.FAILED)).containsExactly(Hop.DELIVERY);
    assertThat(hops(states, State.UNKNOWN))
        .containsExactlyInAnyOrder(Hop.DOCKER, Hop.EXEC, Hop.STATUS);
    assertThat(note(PageSample.failing(), Hop.DOCKER))
        .isEqualTo("not reached, because of webhook.delivered");
    assertThat(note(PageSample.failing(), Hop.DELIVERY))
        .isEqualTo("webhook.delivered, Gitea has the webhook, but Drone did not receive the push");
  }

  @Test
  void ofARunThatStoppedAHopIsUnknownWithoutItsLastChecks() {
    Map<Hop, State> states = states(PageSample.halfDone());
    assertThat(hops(states, State.WORKS))
        .containsExactlyInAnyOrder(Hop.SECRETS, Hop.ACCESS, Hop.APPLICATION);
    assertThat(hops(states, State.FAILED)).isEmpty();
    assertThat(note(PageSample.halfDone(), Hop.DEPLOY))
        .isEqualTo("1 check passed before the run stopped");
    assertThat(note(PageSample.halfDone(), Hop.STATUS)).isEqualTo("not checked");
  }

  @Test
  void ofALowerLevelAHopWorksIfWhatWasCheckedOfItPassed() {
    // verify --level basic makes no login, and pushes nothing.
    Map<Hop, State> states = states(PageSample.basic());
    assertThat(states).containsEntry(Hop.LOGIN, State.WORKS);
    assertThat(hops(states, State.UNKNOWN))
        .containsExactlyInAnyOrder(Hop.ACTIVATION, Hop.DELIVERY, Hop.DOCKER, Hop.EXEC, Hop.STATUS);
  }

  @Test
  void whatStoppedARunBeforeItsChecksIsOnThePictureToo() {
    assertThat(hops(states(PageSample.stopped()), State.FAILED)).containsExactly(Hop.ACCESS);
    assertThat(hops(states(Sample.plan()), State.FAILED)).containsExactly(Hop.APPLICATION);
    assertThat(hops(states(Sample.openPlan()), State.UNKNOWN)).hasSize(Hop.values().length);
  }

  @Test
  void onlyRunnersThatAreWantedOrCheckedAreShown() {
    assertThat(states(PageSample.oneRunner())).containsKey(Hop.EXEC).doesNotContainKey(Hop.DOCKER);
  }

  private static Map<Hop, State> states(RunReport report) {
    Map<Hop, State> states = new EnumMap<>(Hop.class);
    Edge.all(report).forEach(edge -> states.put(edge.hop(), edge.state()));
    return states;
  }

  private static Set<Hop> hops(Map<Hop, State> states, State wanted) {
    return states.entrySet().stream()
        .filter(entry -> entry.getValue() == wanted)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static String note(RunReport report, Hop hop) {
    return Edge.all(report).stream()
        .filter(edge -> edge.hop() == hop)
        .map(Edge::note)
        .findFirst()
        .orElseThrow();
  }
}
