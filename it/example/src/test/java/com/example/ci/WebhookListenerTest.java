package com.example.ci;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
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
                postRequestedFor(urlEqualTo("/hook"))
                    .withHeader("X-Gitea-Event", equalTo("push"))
                    .withRequestBody(matchingJsonPath("$.after", equalTo(commit))))
            .getBodyAsString();
    assertThat(body).contains(repository.fullName());
  }
}
