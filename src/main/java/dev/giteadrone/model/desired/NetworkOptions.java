package dev.giteadrone.model.desired;

import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Proxy, address, header and certificate settings for both servers.
 *
 * @param proxies the HTTP proxy to go through, by server
 * @param connectTo where to connect instead, by server; the name in TLS and Host stays
 * @param headers sent with every request to {@code servers}, and to nobody else
 * @param servers the two
 * @param variables the environment variables that headers and proxies came from; children do not
 *     inherit them
 * @param certificate what we show of ourselves in TLS
 * @param caCertificate PEM file with certificate authorities to trust beside the JDK's
 */
public record NetworkOptions(
    Map<Endpoint, ProxyServer> proxies,
    Map<Endpoint, Endpoint> connectTo,
    Map<String, Secret> headers,
    Set<Endpoint> servers,
    Set<String> variables,
    Optional<ClientCertificate> certificate,
    Optional<Path> caCertificate) {

  /** Direct connections without special settings. */
  public static final NetworkOptions STRAIGHT =
      new NetworkOptions(
          Map.of(), Map.of(), Map.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty());

  /** Copies maps and sets. */
  public NetworkOptions {
    proxies = Map.copyOf(proxies);
    connectTo = Map.copyOf(connectTo);
    headers = Map.copyOf(headers);
    servers = Set.copyOf(servers);
    variables = Set.copyOf(variables);
  }

  /**
   * An HTTP proxy.
   *
   * @param credential the credential that it requires, if any
   */
  public record ProxyServer(Endpoint at, Optional<Credential.Basic> credential) {}

  /**
   * A certificate with its key, both PEM.
   *
   * @param certificate the certificate first, followed by its intermediate certificates
   * @param key PKCS#8, not encrypted
   */
  public record ClientCertificate(Path certificate, Path key) {}

  /** How a server is reached, for a message: a blank and words, or nothing. */
  public String describe(Endpoint server) {
    ProxyServer proxy = proxies.get(server);
    Endpoint instead = connectTo.get(server);
    return proxy != null
        ? " through the proxy " + proxy.at()
        : instead != null ? " at " + instead : "";
  }
}
