package dev.giteadrone.http;

import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.desired.NetworkOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Refuses plain HTTP to anything but loopback, wherever the URL came from. */
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
   * Asks more than {@link Endpoint#isLoopback}, which tells by the name: here the connection is
   * about to be made. OkHttp takes any of a name's addresses, so all of them count.
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
