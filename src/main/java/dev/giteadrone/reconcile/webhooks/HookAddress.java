package dev.giteadrone.reconcile.webhooks;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.server.Webhook;
import java.util.List;
import java.util.Optional;

/** The URL that the webhooks of Drone's present address call. */
record HookAddress(String url) {

  static HookAddress of(Desired desired) {
    return new HookAddress(desired.drone().url() + "/hook");
  }

  /** The webhook that calls this URL, if there is one. */
  Optional<Webhook> current(List<Webhook> hooks) {
    return hooks.stream().filter(hook -> hook.url().equals(url)).findFirst();
  }

  /** Whether a webhook has Drone's path and a secret, but another address. */
  boolean isOld(Webhook hook) {
    return hook.url().endsWith("/hook") && !hook.mark().isEmpty() && !hook.url().equals(url);
  }
}
