package dev.giteadrone.http;

import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Configures a client for the proxy, addresses and headers of {@link NetworkOptions}. */
final class RouteConfigurer {
  private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

  private final NetworkOptions reach;
  private final Optional<OutputStream> copy;

  /**
   * A configurer for these options.
   *
   * @param copy gets all bytes that the client receives, on connections of its own
   */
  RouteConfigurer(NetworkOptions reach, Optional<OutputStream> copy) {
    this.reach = reach;
    this.copy = copy;
  }

  /** The host and port of a URL. */
  static Endpoint endpoint(HttpUrl url) {
    return new Endpoint(url.host(), url.port());
  }

  void apply(OkHttpClient.Builder client) {
    if (!reach.headers().isEmpty()) {
      client.addInterceptor(this::addHeaders);
    }
    OutputStream received = copy.orElse(OutputStream.nullOutputStream());
    MeteredSockets sockets =
        reach.connectTo().isEmpty() ? new MeteredSockets(received) : new Sockets(received);
    client.socketFactory(sockets).addInterceptor(sockets::watch);
    if (!reach.connectTo().isEmpty()) {
      // A client with its own resolver shares no pooled connection with others.
      client.dns(this::lookup);
    }
    if (!reach.proxies().isEmpty()) {
      client
          .proxySelector(new Selector(ProxySelector.getDefault()))
          .proxyAuthenticator((route, response) ->
              authenticate(route == null ? null : route.address().url(), response))
          .addNetworkInterceptor(this::signForProxy);
    }
  }

  /** An application interceptor: it does not see the CONNECT request to a proxy. */
  private Response addHeaders(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    if (!reach.servers().contains(endpoint(request.url()))) {
      return chain.proceed(request);
    }
    Request.Builder more = request.newBuilder();
    for (Map.Entry<String, Secret> header : reach.headers().entrySet()) {
      more.header(header.getKey(), Interceptors.fitting(header.getValue()));
    }
    return chain.proceed(more.build());
  }

  // Only once: if a proxy refuses the credentials, it refuses them the next time too.
  private @Nullable Request authenticate(@Nullable HttpUrl server, Response response) {
    Optional<String> value = server == null ? Optional.empty() : authorization(server);
    return value.isEmpty() || response.request().header(PROXY_AUTHORIZATION) != null
        ? null
        : response.request().newBuilder().header(PROXY_AUTHORIZATION, value.get()).build();
  }

  /**
   * Plain HTTP goes to the proxy itself, and nothing is sent twice. Some proxies (such as
   * tinyproxy) close each connection without announcing it, so no connection is used again.
   */
  private Response signForProxy(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    if (request.isHttps() || !reach.proxies().containsKey(endpoint(request.url()))) {
      return chain.proceed(request);
    }
    Request.Builder signed = request.newBuilder().header("Connection", "close");
    authorization(request.url()).ifPresent(value -> signed.header(PROXY_AUTHORIZATION, value));
    return chain.proceed(signed.build());
  }

  private Optional<String> authorization(HttpUrl server) {
    return Optional.ofNullable(reach.proxies().get(endpoint(server)))
        .flatMap(NetworkOptions.ProxyServer::credential)
        .map(RouteConfigurer::basic);
  }

  private static String basic(Credential.Basic credential) {
    return Credentials.basic(
        credential.username(), credential.password().reveal(), StandardCharsets.UTF_8);
  }

  /** The addresses of the other target, under the requested name. */
  private List<InetAddress> lookup(String name) throws UnknownHostException {
    for (Map.Entry<Endpoint, Endpoint> entry : reach.connectTo().entrySet()) {
      if (entry.getKey().host().equals(new Endpoint(name, 0).host())) {
        List<InetAddress> named = new ArrayList<>();
        for (InetAddress address : InetAddress.getAllByName(entry.getValue().host())) {
          named.add(InetAddress.getByAddress(name, address.getAddress()));
        }
        return named;
      }
    }
    return Dns.SYSTEM.lookup(name);
  }

  private SocketAddress instead(SocketAddress wanted) {
    if (wanted instanceof InetSocketAddress address) {
      String host = address.getHostString();
      Endpoint to = reach.connectTo().get(new Endpoint(host, address.getPort()));
      if (to != null) {
        return new InetSocketAddress(to.host(), to.port());
      } else if (goesElsewhere(host)) {
        // A look-up does not include the port: this is the other server on that host, which is not
        // redirected.
        return new InetSocketAddress(host, address.getPort());
      }
    }
    return wanted;
  }

  private boolean goesElsewhere(String host) {
    String plain = new Endpoint(host, 0).host();
    return reach.connectTo().keySet().stream().anyMatch(from -> from.host().equals(plain));
  }

  private final class Selector extends ProxySelector {
    private final @Nullable ProxySelector others;

    Selector(@Nullable ProxySelector others) {
      this.others = others;
    }

    @Override
    public List<Proxy> select(URI uri) {
      NetworkOptions.ProxyServer proxy = reach.proxies().get(Endpoint.of(uri));
      if (proxy != null) {
        return List.of(
            new Proxy(
                Proxy.Type.HTTP,
                InetSocketAddress.createUnresolved(proxy.at().host(), proxy.at().port())));
      }
      return others == null ? List.of(Proxy.NO_PROXY) : others.select(uri);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
      // The request fails and reports it.
    }
  }

  /** Makes unconnected sockets, as OkHttp asks for, that connect elsewhere. */
  private final class Sockets extends MeteredSockets {
    Sockets(OutputStream copy) {
      super(copy);
    }

    @Override
    public Socket createSocket() {
      return new Metered() {
        @Override
        public void connect(SocketAddress wanted, int timeout) throws IOException {
          super.connect(instead(wanted), timeout);
        }
      };
    }
  }
}
