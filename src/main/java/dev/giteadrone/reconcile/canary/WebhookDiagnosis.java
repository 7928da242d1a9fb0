package dev.giteadrone.reconcile.canary;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.server.Webhook;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Explains why a push started no build. Gitea may refuse to call the host of a webhook. It still
 * creates the webhook, and answers 204 to a test of it. Only Gitea's log shows the refusal, so this
 * class draws its conclusion from the addresses.
 */
final class WebhookDiagnosis {
  private static final Case NO_WEBHOOK = of("no-webhook");
  private static final Case OTHER_ADDRESS = of("other-address", "others", "drone");
  private static final Case OFF = of("off", "settings");
  private static final Case UNRESOLVED = of("unresolved", "host");
  private static final Case UNREACHABLE = of("unreachable", "host", "tls", "settings");
  private static final Case NOT_ALLOWED = of("not-allowed", "kind", "name", "ip", "allowed");

  private final Lookup lookup;

  WebhookDiagnosis(Lookup lookup) {
    this.lookup = lookup;
  }

  private static Case of(String key, String... more) {
    return Case.of(
        ProblemId.WEBHOOK_DELIVERED,
        key,
        Stream.concat(Stream.of("commit", "seconds"), Arrays.stream(more)).toArray(String[]::new));
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
    return Optional.of(problem(push, hooks, drone, gitea));
  }

  private Problem problem(Push push, List<Webhook> hooks, URI drone, URI gitea) {
    if (hooks.isEmpty()) {
      return failed(NO_WEBHOOK, push);
    }
    Optional<Webhook> ours =
        hooks.stream().filter(hook -> sameServer(hook.url(), drone)).findFirst();
    if (ours.isEmpty()) {
      String others =
          hooks.stream()
              .map(hook -> server(hook.url()))
              .distinct()
              .collect(Collectors.joining(", "));
      return failed(OTHER_ADDRESS, push, others, drone);
    }
    if (!ours.get().active()) {
      return failed(OFF, push, settings(gitea, push));
    }
    return unreceived(push, drone, gitea);
  }

  private Problem unreceived(Push push, URI drone, URI gitea) {
    String host = drone.getHost();
    List<InetAddress> addresses;
    try {
      addresses = lookup.addresses(host);
    } catch (UnknownHostException e) {
      return failed(UNRESOLVED, push, host);
    }
    Optional<Problem> refused =
        addresses.stream()
            .filter(address -> !external(address))
            .findFirst()
            .map(address -> notAllowed(push, host, address));
    return refused.orElseGet(() ->
        failed(
            UNREACHABLE,
            push,
            host,
            drone.getScheme().equals("https") ? "yes" : "",
            settings(gitea, push)));
  }

  private static Problem notAllowed(Push push, String host, InetAddress address) {
    String kind = address.isLoopbackAddress() ? "loopback" : isPrivate(address) ? "private" : "";
    String ip = address.getHostAddress();
    return failed(
        NOT_ALLOWED,
        push,
        kind.isEmpty() ? "link-local" : kind,
        host.equals(ip) ? "" : host,
        ip,
        kind.isEmpty() ? ip : kind);
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

  private static Problem failed(Case found, Push push, Object... more) {
    Object[] what = {shortened(push.commit()), push.waited().toSeconds()};
    return found.problem(Stream.concat(Arrays.stream(what), Arrays.stream(more)).toArray());
  }
}
