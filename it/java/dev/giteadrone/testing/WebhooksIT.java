package dev.giteadrone.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.errors.WaitTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Webhooks of Gitea, received by a test. */
@WithGiteaDrone
final class WebhooksIT {
  @Test
  void aPushIsDelivered(GiteaDroneServers servers) {
    try (WebhookReceiver hooks = servers.webhooks()) {
      TestCommit commit =
          servers
              .createRepository("hooked")
              .create()
              .webhook(hooks.url("/pushed"))
              .file("a.txt", "a")
              .push();

      WebhookReceiver.Delivery delivery = hooks.awaitDelivery(each -> each.event().equals("push"));

      assertThat(delivery.method()).isEqualTo("POST");
      assertThat(delivery.path()).isEqualTo("/pushed");
      assertThat(delivery.body()).contains(commit.sha());
      assertThat(delivery.header("content-type")).contains("json");
      assertThat(hooks.deliveries()).contains(delivery);
    }
  }

  @Test
  void aDeliveryThatDoesNotComeIsSaidWithWhatCame(GiteaDroneServers servers) {
    try (WebhookReceiver hooks = servers.webhooks()) {
      assertThatThrownBy(() -> hooks.awaitDelivery(each -> true, Duration.ofMillis(200)))
          .isInstanceOf(WaitTimeoutException.class)
          .hasMessageContaining("webhook at " + hooks.url())
          .hasMessageContaining("no delivery at all");
      servers.createRepository("other").create().webhook(hooks.url()).file("a", "a").push();
      hooks.awaitDelivery(each -> true);
      assertThatThrownBy(() ->
              hooks.awaitDelivery(each -> each.event().equals("issues"), Duration.ofMillis(200)))
          .hasMessageContaining("other deliveries: [push]");
    }
  }
}
