package dev.giteadrone.reconcile.canary;

import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.server.Webhook;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Explains why a push started no build. Gitea may refuse to call the host of a webhook. It still
 * creates the webhook, and answers 204 to a test of it. Only Gitea's log shows the refusal, so this
 * class draws its conclusion from the addresses.
 */
final class WebhookDiagnosis {
  private static final String VERIFY = "gitea-drone verify";

  private final Lookup lookup;

  WebhookDiagnosis(Lookup lookup) {
    this.lookup = lookup;
  }

  /** A diagnosis that uses the resolver of the system. */
  static WebhookDiagnosis ofSystem() {
    return new WebhookDiagnosis(host -> List.of(InetAddress.getAllByName(host)));
  }

  /** Resolves a host name, or parses an address. */
  interface Lookup {
    /** Returns all addresses of the host. */
    List<InetAddress> addresses(String host) throws UnknownHostException;
  }

  /**
   * A push that should have started a build.
   *
   * @param repository {@code owner/name}
   * @param commit the pushed commit
   * @param waited how long the run waited for a build
   * @param built whether there is a build
   */
  record Push(String repository, String commit, Duration waited, boolean built) {}

  /** Returns the problem; empty if there was a build. */
  Optional<Problem> of(Push push, List<Webhook> hooks, URI drone, URI gitea) {
    if (push.built()) {
      return Optional.empty();
    }
    String summary =
        "no build for push %s after %d s"
            .formatted(shortened(push.commit()), push.waited().toSeconds());
    return Optional.of(problem(summary, push, hooks, drone, gitea));
  }

  private Problem problem(String summary, Push push, List<Webhook> hooks, URI drone, URI gitea) {
    if (hooks.isEmpty()) {
      return failed(
          summary,
          "the repository has no webhook in Gitea",
          "it was deleted after Drone activated the repository",
          VERIFY + " activates it again");
    }
    Optional<Webhook> ours =
        hooks.stream().filter(hook -> sameServer(hook.url(), drone)).findFirst();
    if (ours.isEmpty()) {
      String others =
          hooks.stream()
              .map(hook -> server(hook.url()))
              .distinct()
              .collect(Collectors.joining(", "));
      return failed(
          summary,
          "Gitea's webhook calls " + others + ", not " + drone,
          "Drone is configured with that address: DRONE_SERVER_HOST,"
              + " DRONE_SERVER_PROTO or DRONE_SERVER_PROXY_HOST",
          "set them to those of " + drone + ", deploy; " + VERIFY);
    }
    if (!ours.get().active()) {
      return failed(
          summary,
          "Gitea has the webhook, but it is switched off",
          "somebody switched it off, or Drone could not be reached for long",
          "switch it on at " + settings(gitea, push));
    }
    return unreceived(summary, push, drone, gitea);
  }

  private Problem unreceived(String summary, Push push, URI drone, URI gitea) {
    String seen = "Gitea has the webhook, but Drone did not receive the push";
    String host = drone.getHost();
    List<InetAddress> addresses;
    try {
      addresses = lookup.addresses(host);
    } catch (UnknownHostException e) {
      return failed(
          summary,
          seen,
          host + " does not resolve here, and probably not on Gitea's host",
          "add it to DNS or to Gitea's hosts file; " + VERIFY);
    }
    Optional<Problem> refused =
        addresses.stream()
            .filter(address -> !external(address))
            .findFirst()
            .map(address -> notAllowed(summary, seen, host, address));
    return refused.orElseGet(() ->
        failed(
            summary,
            seen,
            "Gitea cannot reach "
                + host
                + (drone.getScheme().equals("https") ? ", or does not trust its certificate," : "")
                + " or sees it at a private address, which it may not call",
            "check the recent deliveries at " + settings(gitea, push) + ", and at Gitea's log"));
  }

  private static Problem notAllowed(String summary, String seen, String host, InetAddress address) {
    String kind = address.isLoopbackAddress() ? "loopback" : isPrivate(address) ? "private" : "";
    String ip = address.getHostAddress();
    return failed(
        summary,
        seen,
        "Gitea may not call "
            + (kind.isEmpty() ? "link-local" : kind)
            + " addresses, and "
            + (host.equals(ip) ? "this is one" : host + " is " + ip),
        "services.gitea.settings.webhook.ALLOWED_HOST_LIST = \"external,"
            + (kind.isEmpty() ? ip : kind)
            + "\" ([webhook] in app.ini); deploy; "
            + VERIFY);
  }

  /**
   * Whether Gitea's default, {@code external}, allows this address: it allows global unicast
   * addresses that are not private (its {@code hostmatcher}). Java's "site local" is the same as
   * Go's "private", except for IPv6, where Go means fc00::/7.
   */
  private static boolean external(InetAddress address) {
    return !address.isLoopbackAddress()
        && !isPrivate(address)
        && !address.isLinkLocalAddress()
        && !address.isAnyLocalAddress()
        && !address.isMulticastAddress();
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? address.isSiteLocalAddress() : (bytes[0] & 0xfe) == 0xfc;
  }

  private static boolean sameServer(String hook, URI drone) {
    return server(hook).equals(server(drone.toString()));
  }

  /** Scheme, host and port, without default ports. */
  private static String server(String url) {
    try {
      URI uri = URI.create(url);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
      boolean usual = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
      return Text.neutral(scheme + "://" + host + (usual ? "" : ":" + uri.getPort()), 100);
    } catch (IllegalArgumentException e) {
      return "an unreadable URL";
    }
  }

  private static String settings(URI gitea, Push push) {
    return gitea + "/" + push.repository() + "/settings/hooks";
  }

  private static String shortened(String commit) {
    return commit.length() > 8 ? commit.substring(0, 8) : commit;
  }

  private static Problem failed(String summary, String seen, String cause, String next) {
    return new Problem(CheckId.WEBHOOK_DELIVERED.id(), summary, seen, cause, next);
  }
}
