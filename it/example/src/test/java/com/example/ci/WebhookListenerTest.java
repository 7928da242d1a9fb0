package com.example.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.testing.GiteaDroneServers;
import dev.giteadrone.testing.TestRepository;
import dev.giteadrone.testing.WebhookReceiver;
import dev.giteadrone.testing.WithGiteaDrone;
import org.junit.jupiter.api.Test;

/** What Gitea sends to a listener of ours. */
@WithGiteaDrone
class WebhookListenerTest {
  @Test
  void aPushIsDelivered(GiteaDroneServers servers) {
    TestRepository repository = servers.createRepository("a-push-is-delivered").create();
    WebhookReceiver receiver = servers.webhooks();
    repository.webhook(receiver.url("/hook"), "push");

    String commit = repository.file("README.md", "# Pushed\n").push().sha();

    String body =
        receiver
            .awaitDelivery(
                delivery -> delivery.path().equals("/hook") && delivery.event().equals("push"))
            .body();
    assertThat(body).contains(commit);
    assertThat(body).contains(repository.fullName());
  }
}
