package dev.giteadrone.sandbox.exec;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.giteadrone.drone.api.RunnerApi;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.time.Deadline;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.jackson.JacksonConverterFactory;

/** A runner's connection to Drone. */
final class RunnerClient implements AutoCloseable {
  /** Drone answers a poll after 30 s at the latest. */
  private static final Duration POLL = Duration.ofSeconds(45);

  /** As long as a test may disturb the connection without loss of a running build. */
  private static final Duration AGAIN_FOR = Duration.ofMinutes(2);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final OkHttpClient client;
  private final RunnerApi api;
  private final Credential credential;
  private final Consumer<String> log;
  private volatile boolean closed;

  /**
   * A connection with this secret.
   *
   * @param log is told of requests that failed and are sent again
   */
  RunnerClient(URI drone, Secret secret, Consumer<String> log) {
    this.log = log;
    this.credential = new Credential.Rpc(secret);
    this.client =
        new OkHttpClient.Builder()
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .connectTimeout(Duration.ofSeconds(5))
            .readTimeout(POLL)
            .proxy(java.net.Proxy.NO_PROXY)
            .addInterceptor(chain -> {
              Request.Builder signed = chain.request().newBuilder();
              signed.header("X-Drone-Token", secret.reveal());
              return chain.proceed(signed.build());
            })
            .build();
    this.api =
        new Retrofit.Builder()
            .baseUrl(drone + "/")
            .client(client)
            .addConverterFactory(
                JacksonConverterFactory.create(
                    JsonMapper.builder()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build()))
            .build()
            .create(RunnerApi.class);
  }

  /** The requests of a runner. */
  RunnerApi api() {
    return api;
  }

  /** The credential of each request. */
  Credential credential() {
    return credential;
  }

  /** Sends a request and returns the status of the answer. */
  int status(Call<?> call) throws IOException {
    return call.execute().code();
  }

  /** The body of a 200; empty for a 204 or 409, which mean that there is nothing to do. */
  <T> Optional<T> ask(Call<T> call) throws IOException {
    Response<T> response = call.execute();
    if (response.code() == 204 || response.code() == 409) {
      return Optional.empty();
    }
    return Optional.of(accepted(response));
  }

  /** The body of a 200. Sent again while Drone cannot be reached, as the real runner does. */
  <T> T get(Call<T> call) throws IOException {
    return accepted(answer(call));
  }

  /** Sends a request whose answer has no body. Sent again while Drone cannot be reached. */
  void send(Call<Void> call) throws IOException {
    int status = answer(call).code();
    if (status / 100 != 2) {
      throw new IOException("Drone answered " + status);
    }
  }

  private <T> Response<T> answer(Call<T> call) throws IOException {
    Deadline deadline = Deadline.in(AGAIN_FOR);
    Call<T> next = call;
    while (true) {
      try {
        return next.execute();
      } catch (IOException e) {
        if (closed || deadline.passed()) {
          throw e;
        }
        log.accept("sending again: " + e.getMessage());
        pause(e);
        next = next.clone();
      }
    }
  }

  private static void pause(IOException failed) throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed;
    }
  }

  /** Cancels the requests that are running. */
  @Override
  public void close() {
    closed = true;
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private static <T> T accepted(Response<T> response) throws IOException {
    T body = response.body();
    if (!response.isSuccessful() || body == null) {
      throw new IOException("Drone answered " + response.code());
    }
    return body;
  }
}
