package dev.giteadrone.reconcile.webhooks;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.server.Webhook;
import java.util.List;
import java.util.Optional;

/** Where the webhooks of Drone's present address call. */
record HookAddress(String url) {

  static HookAddress of(Desired desired) {
    return new HookAddress(desired.drone().url() + "/hook");
  }

  /** The webhook that calls it, if there is one. */
  Optional<Webhook> current(List<Webhook> hooks) {
    return hooks.stream().filter(hook -> hook.url().equals(url)).findFirst();
  }

  /** Drone's path and a secret, but another address. */
  boolean isOld(Webhook hook) {
    return hook.url().endsWith("/hook") && !hook.mark().isEmpty() && !hook.url().equals(url);
  }
}
