package dev.giteadrone.reconcile.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.server.Webhook;
import dev.giteadrone.reconcile.canary.WebhookDiagnosis.Push;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebhookDiagnosisTest {
  private static final URI DRONE = URI.create("https://drone.my-domain.tld");
  private static final URI GITEA = URI.create("https://git.my-domain.tld");
  private static final List<Webhook> HOOK =
      List.of(new Webhook(1, "https://drone.my-domain.tld/hook", true));

  @Test
  void aBuildIsNoProblem() {
    assertThat(diagnose(List.of(), "192.0.2.1", true)).isEmpty();
  }

  @Test
  void aPrivateAddressIsTheLikelyCause() {
    assertThat(diagnose(HOOK, "10.0.0.5"))
        .isEqualTo(
            TestProblem.of(
                "webhook.delivered",
                "no build for push a13de949 after 30 s",
                "Gitea has the webhook, but Drone did not receive the push",
                "Gitea may not call private addresses, and drone.my-domain.tld is 10.0.0.5",
                "services.gitea.settings.webhook.ALLOWED_HOST_LIST = \"external,private\""
                    + " ([webhook] in app.ini); deploy; gitea-drone verify"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, loopback",
    "127.0.0.2, loopback",
    "::1, loopback",
    "192.168.1.1, private",
    "172.31.0.1, private",
    "fd00::1, private",
    "169.254.1.1, 169.254.1.1",
  })
  void eachKindOfAddressHasItsRemedy(String address, String allowed) {
    assertThat(diagnose(HOOK, address).next()).contains("\"external," + allowed + "\"");
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1", "172.32.0.1", "100.64.0.1", "2001:db8::1"})
  void anAddressThatGiteaMayCallPointsToTheDeliveries(String address) {
    Problem problem = diagnose(HOOK, address);

    assertThat(problem.cause()).contains("does not trust its certificate");
    assertThat(problem.next()).contains("https://git.my-domain.tld/my-admin/canary/settings/hooks");
  }

  @Test
  void aNameThatDoesNotResolveIsTold() {
    WebhookDiagnosis diagnosis =
        new WebhookDiagnosis(host -> {
          throw new UnknownHostException(host);
        });

    assertThat(diagnosis.of(push(false), HOOK, DRONE, GITEA).orElseThrow().cause())
        .startsWith("drone.my-domain.tld does not resolve");
  }

  @Test
  void aMissingHookIsTold() {
    assertThat(diagnose(List.of(), "192.0.2.1").seen())
        .isEqualTo("the repository has no webhook in Gitea");
  }

  @Test
  void aHookToAnotherServerIsTold() {
    List<Webhook> hooks =
        List.of(
            new Webhook(1, "http://drone.my-domain.tld/hook", true),
            new Webhook(2, "https://old.my-domain.tld:8443/hook", true));
    Problem problem = diagnose(hooks, "192.0.2.1");

    assertThat(problem.seen())
        .isEqualTo(
            "Gitea's webhook calls http://drone.my-domain.tld, https://old.my-domain.tld:8443,"
                + " not https://drone.my-domain.tld");
    assertThat(problem.cause()).contains("DRONE_SERVER_HOST");
  }

  @Test
  void theUsualPortAndCaseMakeNoOtherServer() {
    List<Webhook> hooks = List.of(new Webhook(1, "https://Drone.my-domain.tld:443/hook", true));

    assertThat(diagnose(hooks, "10.0.0.5").cause()).contains("private");
  }

  @Test
  void aHookThatIsSwitchedOffIsTold() {
    List<Webhook> hooks = List.of(new Webhook(1, "https://drone.my-domain.tld/hook", false));

    assertThat(diagnose(hooks, "10.0.0.5").seen()).contains("switched off");
  }

  private static Problem diagnose(List<Webhook> hooks, String address) {
    return diagnose(hooks, address, false).orElseThrow();
  }

  private static java.util.Optional<Problem> diagnose(
      List<Webhook> hooks, String address, boolean built) {
    return new WebhookDiagnosis(host -> List.of(InetAddress.getByName(address)))
        .of(push(built), hooks, DRONE, GITEA);
  }

  private static Push push(boolean built) {
    return new Push("my-admin/canary", "a13de949c0ffee", Duration.ofSeconds(30), built);
  }
}
