package dev.giteadrone.http;

import java.util.List;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;

/**
 * The HTTP clients that all connections share: no retries or redirects by OkHttp itself. They do
 * not keep the JVM alive: OkHttp's threads are daemons, and calls run in the caller's thread.
 */
final class Clients {
  private Clients() {}

  /** For plain HTTP only. Setting up TLS takes about 150 ms, which loopback does not need. */
  static OkHttpClient plain() {
    return Plain.CLIENT;
  }

  /** For HTTPS with the JDK's certificate authorities. */
  static OkHttpClient tls() {
    return Tls.CLIENT;
  }

  private static final class Plain {
    static final OkHttpClient CLIENT =
        new OkHttpClient.Builder()
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .addInterceptor(Interceptors::sign)
            .addInterceptor(Interceptors::limitBody)
            .addNetworkInterceptor(Interceptors::hideRetryAfter)
            .addNetworkInterceptor(Interceptors::requireLength)
            .build();
  }

  private static final class Tls {
    static final OkHttpClient CLIENT =
        Plain.CLIENT.newBuilder().connectionSpecs(List.of(ConnectionSpec.MODERN_TLS)).build();
  }
}
