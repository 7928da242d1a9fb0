package dev.giteadrone.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.reconcile.wiring.AdoptedApp;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which application counts as adopted, and what is said about it. */
class AdoptedAppTest {
  private static final String KEPT = ": kept as it is, its secret is not rotated";

  @Test
  void anApplicationOfThisProgramIsNotAdopted() {
    assertThat(describe(WiringScene.wired())).isEmpty();
  }

  @Test
  void aWorkingApplicationOfTheAdministratorIsAdopted() {
    assertThat(describe(WiringScene.wired().madeElsewhere()))
        .contains("Drone, client id, not created by this program" + KEPT);
  }

  @Test
  void itsOtherRedirectUrisAreNamed() {
    assertThat(
            describe(
                WiringScene.wired()
                    .madeElsewhere()
                    .app("id", WiringScene.WANTED, "http://old.tld/login")))
        .hasValueSatisfying(text ->
            assertThat(text).endsWith("; it also has the redirect URI http://old.tld/login"));
  }

  @Test
  void anApplicationThatCannotBeListedIsAdopted() {
    assertThat(describe(WiringScene.wired().madeElsewhere().noApps()))
        .contains("client id, not created by this program" + KEPT);
  }

  @Test
  void anApplicationThatMustBeChangedIsNotAdopted() {
    assertThat(
            describe(
                WiringScene.wired().madeElsewhere().app("Drone", "id", false, WiringScene.WANTED)))
        .isEmpty();
    assertThat(describe(WiringScene.wired().madeElsewhere().gitea(ClientProbe.WRONG_REDIRECT)))
        .isEmpty();
    assertThat(describe(WiringScene.wired().madeElsewhere().gitea(ClientProbe.WRONG_SECRET)))
        .isEmpty();
  }

  private static Optional<String> describe(WiringScene scene) {
    return AdoptedApp.describe(TestConfig.desired(), scene.seen());
  }
}
