package dev.giteadrone.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.errors.WaitTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
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
  void aPathThatNoUrlCanHaveIsRefused(GiteaDroneServers servers) {
    try (WebhookReceiver hooks = servers.webhooks()) {
      for (String path : List.of("hook", "", "/a b", "/a\nb", "/<b>")) {
        assertThatThrownBy(() -> hooks.url(path))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("url(path) with '");
      }
    }
  }

  @Test
  void aMessageNamesTheNewestOfManyDeliveries(GiteaDroneServers servers) throws Exception {
    try (WebhookReceiver hooks = servers.webhooks();
        HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < 25; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(hooks.url())
                .header("X-Gitea-Event", "event" + i)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        client.send(request, HttpResponse.BodyHandlers.discarding());
      }
      assertThatThrownBy(() -> hooks.awaitDelivery(each -> false, Duration.ofMillis(100)))
          .hasMessageContaining("25 other deliveries, the newest of them: [event5, event6,")
          .hasMessageContaining("event24]");
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
