package dev.giteadrone.sandbox.exec;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.giteadrone.drone.api.RunnerApi;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
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

  private final OkHttpClient client;
  private final RunnerApi api;
  private final Credential credential;

  RunnerClient(URI drone, Secret secret) {
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

  /** The body of a 200. */
  <T> T get(Call<T> call) throws IOException {
    return accepted(call.execute());
  }

  /** Sends a request whose answer has no body. */
  void send(Call<Void> call) throws IOException {
    int status = status(call);
    if (status / 100 != 2) {
      throw new IOException("Drone answered " + status);
    }
  }

  /** Cancels the requests that are running. */
  @Override
  public void close() {
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
