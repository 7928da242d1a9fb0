package dev.giteadrone.http;

import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.desired.NetworkOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Refuses plain HTTP to any host except loopback, regardless of where the URL came from. */
final class PlainHttpGuard implements Interceptor {

  private final NetworkOptions reach;

  PlainHttpGuard(NetworkOptions reach) {
    this.reach = reach;
  }

  /** Plain HTTP would have crossed a network. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String host) {
      super("plain HTTP to " + host + " refused");
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    if (!request.isHttps() && !staysHere(RouteConfigurer.endpoint(request.url()))) {
      throw new RefusedException(request.url().host());
    }
    return chain.proceed(request);
  }

  private boolean staysHere(Endpoint server) throws UnknownHostException {
    NetworkOptions.ProxyServer proxy = reach.proxies().get(server);
    return resolvesToLoopback(reach.connectTo().getOrDefault(server, server).host())
        && (proxy == null || resolvesToLoopback(proxy.at().host()));
  }

  /**
   * Checks more than {@link Endpoint#isLoopback}, which only knows the name: this is the point just
   * before the connection. OkHttp may use any address of a name, so all of them must be loopback.
   */
  private static boolean resolvesToLoopback(String host) throws UnknownHostException {
    for (InetAddress address : InetAddress.getAllByName(host)) {
      if (!address.isLoopbackAddress()) {
        return false;
      }
    }
    return true;
  }
}
