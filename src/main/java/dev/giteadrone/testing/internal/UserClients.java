package dev.giteadrone.testing.internal;

import dev.giteadrone.http.Json;
import dev.giteadrone.http.Trust;
import dev.giteadrone.model.desired.NetworkOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import retrofit2.Retrofit;

/** Clients that act as one user. */
public final class UserClients {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final OkHttpClient gitea;
  private final OkHttpClient drone;
  private final Retrofit giteaServices;
  private final Retrofit droneServices;
  private final Lifetime lifetime;

  /**
   * Creates clients for a user of these servers.
   *
   * @param lifetime of the handle; no client is given out after its end
   */
  public UserClients(Endpoints endpoints, Login login, Lifetime lifetime) {
    this.lifetime = lifetime;
    this.gitea = client(endpoints, endpoints.gitea(), "token " + login.giteaToken().reveal());
    this.drone = client(endpoints, endpoints.drone(), "Bearer " + login.droneToken().reveal());
    this.giteaServices = services(endpoints.gitea(), gitea);
    this.droneServices = services(endpoints.drone(), drone);
  }

  /** The client for Gitea. */
  public OkHttpClient gitea() {
    lifetime.requireOpen();
    return gitea;
  }

  /** The client for Drone. */
  public OkHttpClient drone() {
    lifetime.requireOpen();
    return drone;
  }

  /** A generated service of Gitea. */
  public <T> T gitea(Class<T> service) {
    lifetime.requireOpen();
    return giteaServices.create(service);
  }

  /** A generated service of Drone. */
  public <T> T drone(Class<T> service) {
    lifetime.requireOpen();
    return droneServices.create(service);
  }

  /** Closes idle connections: those to a server that was stopped no longer work. */
  public void closeIdle() {
    gitea.connectionPool().evictAll();
    drone.connectionPool().evictAll();
  }

  private static OkHttpClient client(Endpoints endpoints, URI url, String credential) {
    HttpUrl base = base(url);
    OkHttpClient client =
        new OkHttpClient.Builder()
            .readTimeout(LIMIT)
            .addNetworkInterceptor(chain -> {
              Request request = chain.request();
              return chain.proceed(
                  request.header("Authorization") == null && belongs(base, request.url())
                      ? request.newBuilder().header("Authorization", credential).build()
                      : request);
            })
            .build();
    return base.isHttps() && endpoints.caCertificate().isPresent()
        ? Trust.with(client, endpoints.caCertificate(), NetworkOptions.STRAIGHT)
        : client;
  }

  /**
   * Whether a request goes to the server of this URL. A redirect or a mistake in a test must not
   * send the credential elsewhere.
   */
  private static boolean belongs(HttpUrl base, HttpUrl url) {
    return base.scheme().equals(url.scheme())
        && base.host().equals(url.host())
        && base.port() == url.port();
  }

  private static Retrofit services(URI url, OkHttpClient client) {
    return new Retrofit.Builder()
        .baseUrl(base(url))
        .client(client)
        .addConverterFactory(Json.CONVERTER)
        .build();
  }

  private static HttpUrl base(URI url) {
    return Objects.requireNonNull(HttpUrl.parse(url + "/"), "a URL");
  }
}
