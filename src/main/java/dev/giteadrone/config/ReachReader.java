package dev.giteadrone.config;

import dev.giteadrone.config.Section.Value;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.desired.NetworkOptions.ClientCertificate;
import dev.giteadrone.model.desired.NetworkOptions.ProxyServer;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the network settings for both servers. */
final class ReachReader {
  private static final Case ENVIRONMENT =
      Problems.message(ProblemId.CONFIG_HTTP_PROXY, "environment", "seen");
  private static final Case BOTH = Problems.message(ProblemId.CONFIG_HTTP_PROXY, "both");
  private static final Case PASSWORD = Problems.message(ProblemId.CONFIG_HTTP_PROXY, "password");
  private static final Case WRONG_PROXY =
      Problems.message(ProblemId.CONFIG_HTTP_PROXY, "wrong", "seen");
  private static final Case OTHER_HOST =
      Problems.message(ProblemId.CONFIG_HTTP_CONNECT_TO, "other-host", "host", "hosts");
  private static final Case NO_ADDRESS =
      Problems.message(ProblemId.CONFIG_HTTP_CONNECT_TO, "no-address", "value");
  private static final Case SPECIAL =
      Problems.message(ProblemId.CONFIG_HTTP_CA, "special", "kind", "value");
  private static final Case NO_FILE = Problems.message(ProblemId.CONFIG_SYNTAX, "no-file", "value");

  private static final Pattern ENDPOINT =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");

  private final Path folder;
  private final Map<String, String> environment;
  private final List<URI> servers;
  private final Problems problems;
  private final FromEnvironment variables;

  /**
   * A reader for one pair of servers.
   *
   * @param folder the folder for relative paths
   * @param servers their URLs, if they are valid
   */
  ReachReader(Path folder, Map<String, String> environment, List<URI> servers, Problems problems) {
    this.folder = folder;
    this.environment = environment;
    this.variables = new FromEnvironment(environment);
    this.servers = servers;
    this.problems = problems;
  }

  NetworkOptions read(Section section) {
    Map<Endpoint, Endpoint> connectTo = connectTo(section);
    Map<Endpoint, ProxyServer> proxies = proxies(section, connectTo);
    Map<String, Secret> headers = new HeaderReader(variables).read(section.section("headers"));
    Optional<ClientCertificate> certificate = certificate(section.section("client-certificate"));
    Optional<Path> ca = file(section, section.text("ca", "ca.crt"));
    return new NetworkOptions(
        proxies,
        connectTo,
        headers,
        servers.stream().map(Endpoint::of).collect(Collectors.toSet()),
        variables.names(),
        certificate,
        ca);
  }

  private Map<Endpoint, ProxyServer> proxies(Section section, Map<Endpoint, Endpoint> connectTo) {
    Optional<Value> value = section.text("proxy", "http://127.0.0.1:3128");
    if (value.isPresent()) {
      return value.get().text().equals("none")
          ? Map.of()
          : configured(section, value.get(), !connectTo.isEmpty());
    }
    Map<Endpoint, ProxyServer> proxies = new HashMap<>();
    NoProxy none = new NoProxy(variable("no_proxy").map(Variable::text).orElse(""));
    for (URI server : servers) {
      boolean ownWay =
          Endpoint.of(server).isLoopback()
              || connectTo.containsKey(Endpoint.of(server))
              || none.covers(server.getHost());
      Optional<Variable> proxy =
          variable(server.getScheme().toLowerCase(Locale.ROOT) + "_proxy")
              .or(() -> variable("all_proxy"));
      if (!ownWay && proxy.isPresent()) {
        Proxy read = Proxy.of(proxy.get().text(), true);
        read.server().ifPresent(at -> proxies.put(Endpoint.of(server), at));
        if (!read.wrong().isEmpty()) {
          problems.addOutside(
              ProblemId.CONFIG_HTTP_PROXY.id(), proxy.get().name(), ENVIRONMENT, read.wrong());
        }
      }
    }
    return proxies;
  }

  private Map<Endpoint, ProxyServer> configured(
      Section section, Value value, boolean connectsElsewhere) {
    if (connectsElsewhere) {
      section.reject(value, BOTH);
    }
    Matcher name = FromEnvironment.named(value.text());
    boolean byName = name.matches();
    String text = value.text();
    if (byName) {
      Optional<String> found = variables.read(section, value, name);
      if (found.isEmpty()) {
        return Map.of();
      }
      text = found.get();
    }
    Proxy read = Proxy.of(text, byName);
    if (!read.wrong().isEmpty()) {
      if (read.hasUser()) {
        section.reject(value, PASSWORD);
      } else {
        section.reject(value, WRONG_PROXY, read.wrong());
      }
    }
    Map<Endpoint, ProxyServer> proxies = new HashMap<>();
    read.server().ifPresent(at -> servers.forEach(server -> proxies.put(Endpoint.of(server), at)));
    return proxies;
  }

  private record Variable(String name, String text) {}

  /** As in curl: the lower-case name first, and an empty value counts as not set. */
  private Optional<Variable> variable(String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .map(each -> new Variable(each, environment.getOrDefault(each, "").strip()))
        .filter(each -> !each.text().isEmpty())
        .findFirst();
  }

  private record Proxy(Optional<ProxyServer> server, String wrong, boolean hasUser) {
    /**
     * Reads a URL, which is never quoted: it may hold a password.
     *
     * @param mayHaveUser whether it comes from a place where secrets are allowed
     */
    static Proxy of(String text, boolean mayHaveUser) {
      URI url;
      try {
        url = new URI(text.contains("://") ? text : "http://" + text);
      } catch (URISyntaxException e) {
        return wrong("not a URL");
      }
      if (url.getRawUserInfo() != null && !mayHaveUser) {
        return new Proxy(Optional.empty(), PASSWORD.problem("").seen(), true);
      } else if (!"http".equalsIgnoreCase(url.getScheme())) {
        return wrong("not an HTTP proxy, by its scheme");
      } else if (url.getHost() == null || url.getPort() < 1 || url.getPort() > 65535) {
        return wrong("a proxy without a valid host and port");
      }
      String user = Objects.requireNonNullElse(url.getUserInfo(), "");
      int colon = user.indexOf(':');
      return new Proxy(
          Optional.of(
              new ProxyServer(
                  new Endpoint(url.getHost(), url.getPort()),
                  user.isEmpty()
                      ? Optional.empty()
                      : Optional.of(
                          new Credential.Basic(
                              colon < 0 ? user : user.substring(0, colon),
                              Secret.of(colon < 0 ? "" : user.substring(colon + 1)))))),
          "",
          false);
    }

    private static Proxy wrong(String seen) {
      return new Proxy(Optional.empty(), seen, false);
    }
  }

  private Map<Endpoint, Endpoint> connectTo(Section section) {
    Section map = section.section("connect-to");
    Map<Endpoint, Endpoint> found = new HashMap<>();
    map.texts("10.0.0.5:443")
        .forEach((key, value) -> {
          List<URI> meant = servers.stream().filter(server -> isNamed(server, key)).toList();
          if (meant.isEmpty() && !servers.isEmpty()) {
            map.reject(value, OTHER_HOST, key, hosts());
          }
          Matcher to = ENDPOINT.matcher(value.text());
          int port = to.matches() && to.group(2) != null ? Integer.parseInt(to.group(2)) : -1;
          if (!to.matches() || port == 0 || port > 65535) {
            map.reject(value, NO_ADDRESS, value.text());
            return;
          }
          for (URI server : meant) {
            Endpoint of = Endpoint.of(server);
            found.put(of, new Endpoint(to.group(1), port < 0 ? of.port() : port));
          }
        });
    return found;
  }

  private static boolean isNamed(URI server, String key) {
    return key.equalsIgnoreCase(server.getHost())
        || key.equalsIgnoreCase("[" + server.getHost() + "]")
        || key.equalsIgnoreCase(Endpoint.of(server).toString());
  }

  private String hosts() {
    return servers.stream()
        .map(URI::getHost)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(" or "));
  }

  private Optional<ClientCertificate> certificate(Section section) {
    Optional<Value> certificate =
        section.isPresent()
            ? section.required("certificate", "client.crt")
            : section.text("certificate", "client.crt");
    Optional<Value> key =
        section.isPresent()
            ? section.required("key", "client.key")
            : section.text("key", "client.key");
    Optional<Path> first = file(section, certificate);
    Optional<Path> second = file(section, key);
    return first.isPresent() && second.isPresent()
        ? Optional.of(new ClientCertificate(first.get(), second.get()))
        : Optional.empty();
  }

  private Optional<Path> file(Section section, Optional<Value> value) {
    if (value.filter(section::isUsableName).isEmpty()) {
      return Optional.empty();
    }
    try {
      Path path = folder.resolve(value.get().text()).normalize();
      Optional<String> special = ConfigFile.special(path);
      if (special.isPresent()) {
        section.reject(value.get(), SPECIAL, special.get(), value.get().text());
        return Optional.empty();
      }
      if (Files.isReadable(path) && !Files.isDirectory(path)) {
        return Optional.of(path);
      }
    } catch (InvalidPathException e) {
      // Treated as a missing file.
    }
    section.reject(value.get(), NO_FILE, value.get().text());
    return Optional.empty();
  }
}
