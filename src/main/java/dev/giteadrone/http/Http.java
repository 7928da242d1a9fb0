package dev.giteadrone.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.giteadrone.model.Deadline;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Timeline;
import java.io.IOException;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.jackson.JacksonConverterFactory;

/**
 * The one class that executes requests to one server. OkHttp's own retries and redirects are off;
 * only Resilience4j repeats, and only reads.
 */
public final class Http {
  private static final Duration CALL_LIMIT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final Server server;
  private final Supplier<Deadline> deadline;
  private final OkHttpClient client;
  private final Retrofit retrofit;
  private final Retries retries;
  private final Failures failures;

  /**
   * A connection to one server.
   *
   * @param timeline records each request
   * @param deadline when the run must end, asked before each request
   */
  public Http(
      Server server, HttpSettings settings, Timeline timeline, Supplier<Deadline> deadline) {
    this.server = server;
    this.deadline = deadline;
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .connectTimeout(Duration.ofSeconds(10))
            .readTimeout(CALL_LIMIT)
            .writeTimeout(CALL_LIMIT)
            .proxySelector(ProxySelector.getDefault())
            .eventListenerFactory(new RequestSpans(timeline))
            .addInterceptor(Interceptors::sign)
            .addInterceptor(Interceptors::limitBody)
            .addNetworkInterceptor(Interceptors::hideRetryAfter);
    if (!settings.allowPlainHttp()) {
      builder.addInterceptor(new PlainHttpGuard());
    }
    settings.caCertificate().ifPresent(pem -> Trust.add(builder, pem));
    this.client = builder.build();
    this.retrofit =
        new Retrofit.Builder()
            .baseUrl(server.url() + "/")
            .client(client)
            .callFactory(this::newCall)
            .addConverterFactory(JacksonConverterFactory.create(JSON))
            .build();
    this.retries = new Retries(server.name(), timeline);
    this.failures = new Failures(server);
  }

  /** The server this talks to. */
  public Server server() {
    return server;
  }

  /** An implementation of a Retrofit interface. */
  public <T> T api(Class<T> type) {
    return retrofit.create(type);
  }

  /**
   * Asks for something, again if need be.
   *
   * @param what for messages, such as {@code list applications}
   * @throws Failure if no answer came, or one that cannot be read
   */
  public <T> Answer<T> read(String what, Supplier<Call<T>> call) {
    return retries.run(
        what, deadline.get(), () -> RequestSpans.reading(() -> execute(call.get())), failures);
  }

  /**
   * Asks once. For polls, whose loop repeats anyway.
   *
   * @throws IOException if no answer came, or one that cannot be read
   */
  public <T> Answer<T> readOnce(Call<T> call) throws IOException {
    return RequestSpans.reading(() -> execute(call));
  }

  /**
   * Sends something that changes the server. It is sent once, whatever happens: after a missing
   * answer, look first.
   *
   * @throws Failure if no answer came, or one that cannot be read
   */
  public <T> Answer<T> send(String what, Call<T> call) {
    try {
      return RequestSpans.mutating(() -> execute(call));
    } catch (IOException e) {
      throw failures.noAnswer(what, e, true);
    }
  }

  /** The failure for a status that was not expected. */
  public Failure unexpected(String what, Answer<?> answer) {
    return failures.unexpected(what, answer.status());
  }

  /**
   * The answer's body, or the failure for its status.
   *
   * @throws Failure also if a 2xx answer has no body
   */
  public <T> T body(String what, Answer<T> answer) {
    return answer.value().orElseThrow(() -> unexpected(what, answer));
  }

  /** What an exception of {@link #readOnce} means, in a few words for a progress line. */
  public String explain(IOException e) {
    return failures.words(e);
  }

  /** A browser without a screen that goes nowhere but to these origins. */
  public Browser browser(Set<HttpUrl> origins) {
    return new Browser(this, origins);
  }

  /** Sends one plain request for the browser; no redirect is followed. */
  okhttp3.Response raw(okhttp3.Request request) throws IOException {
    return newCall(request).execute();
  }

  Retries retries() {
    return retries;
  }

  Failures failures() {
    return failures;
  }

  Deadline deadline() {
    return deadline.get();
  }

  private okhttp3.Call newCall(okhttp3.Request request) {
    okhttp3.Call call = client.newCall(request);
    Duration left = deadline.get().remaining();
    Duration limit = left.compareTo(CALL_LIMIT) < 0 ? left : CALL_LIMIT;
    // Zero means "no limit" to OkHttp.
    call.timeout()
        .timeout(Math.max(1, limit.toMillis()), java.util.concurrent.TimeUnit.MILLISECONDS);
    return call;
  }

  private <T> Answer<T> execute(Call<T> call) throws IOException {
    Response<T> response = call.execute();
    return new Answer<>(
        response.code(), response.body(), errorOf(response.errorBody()), response.headers());
  }

  private static JsonNode errorOf(@Nullable ResponseBody body) {
    if (body == null) {
      return MissingNode.getInstance();
    }
    try (body) {
      return JSON.readTree(body.byteStream());
    } catch (IOException e) {
      // An error page that is no JSON tells us nothing beyond its status.
      return MissingNode.getInstance();
    }
  }
}
