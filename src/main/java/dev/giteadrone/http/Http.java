package dev.giteadrone.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.server.Obstacle;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import okhttp3.TlsVersion;
import okio.Timeout;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;

/**
 * The one class that executes requests to one server. OkHttp's own retries and redirects are off;
 * only Resilience4j repeats, and only reads.
 */
public final class Http {
  /**
   * The tag of a request whose answer may be larger than others.
   *
   * @param bytes the length of the longest answer that is read
   */
  public record BodyLimit(long bytes) {}

  private static final ConnectionSpec OLD_TLS =
      new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS).tlsVersions(TlsVersion.TLS_1_2).build();

  // Enough for the requests that run at the same time, and for a poll.
  private static final int MOST_IDLE = 5;
  private static final int IDLE_SECONDS = 30;

  private final Server server;
  private final HttpSettings settings;
  private final Timeline timeline;
  private final Supplier<Deadline> deadline;
  private final ConnectionPool connections =
      new ConnectionPool(MOST_IDLE, IDLE_SECONDS, TimeUnit.SECONDS);
  private final OkHttpClient client;
  private @Nullable OkHttpClient tlsClient;
  private final Retrofit retrofit;
  private final Retries retries;
  private final Failures failures;
  private final Obstacles obstacles;
  private final Interceptors.ServerClock clock = new Interceptors.ServerClock();

  /**
   * A connection to one server. Nothing is sent yet.
   *
   * @param timeline records each request
   * @param deadline when the run must end, asked before each request
   * @throws Failure if the certificate authorities of {@code settings} cannot be read
   */
  public Http(
      Server server, HttpSettings settings, Timeline timeline, Supplier<Deadline> deadline) {
    this.server = server;
    this.settings = settings;
    this.timeline = timeline;
    this.deadline = deadline;
    this.client = client(Clients.plain());
    NetworkOptions reach = settings.reach();
    if (settings.caCertificate().isPresent()
        || reach.caCertificate().isPresent()
        || reach.certificate().isPresent()) {
      // A bad file must be found before anything is sent.
      this.tlsClient = client(Trust.with(Clients.plain(), settings.caCertificate(), reach));
    }
    this.retrofit =
        new Retrofit.Builder()
            .baseUrl(server.url() + "/")
            .callFactory(this::newCall)
            .addConverterFactory(Json.CONVERTER)
            .build();
    this.retries = new Retries(server.name(), timeline, settings.pace());
    this.failures =
        new Failures(server, reach.describe(Endpoint.of(server.url())), settings.pace().shortest());
    this.obstacles = new Obstacles(this, reach);
  }

  /**
   * Starts to load slow classes in the background. Call it first, before the command line and the
   * configuration are read: it saves about 0.3 s.
   */
  public static void preload() {
    preload("json", Json::warmUp);
    preload("http", Clients::plain);
  }

  private static void preload(String name, Runnable load) {
    Thread.ofPlatform().daemon().name("preload-" + name).start(load);
  }

  /** How far the server's clock is ahead of ours, by the answers so far; sends nothing. */
  public Optional<Duration> clockAhead() {
    return clock.ahead();
  }

  /** The server this talks to. */
  public Server server() {
    return server;
  }

  /** Creates the implementation of a Retrofit interface. */
  public <T> T api(Class<T> type) {
    return retrofit.create(type);
  }

  /**
   * Sends a read, and repeats it if necessary.
   *
   * @param what for messages, such as {@code list applications}
   * @throws Failure if no answer came, or one that cannot be read
   */
  public <T> Answer<T> read(String what, Supplier<Call<T>> call) {
    return retries.run(
        what, deadline.get(), () -> RequestSpans.reading(() -> execute(call.get())), failures);
  }

  /**
   * Sends a read once. For polls, which repeat it anyway.
   *
   * @throws IOException if no answer came, or one that cannot be read; {@link #explain} describes
   *     it
   */
  public <T> Answer<T> readOnce(Call<T> call) throws IOException {
    return RequestSpans.reading(() -> execute(call));
  }

  /**
   * Sends a change. It is sent once in all cases: after a missing answer, read the state first. It
   * does not start after the run's deadline, but the deadline does not interrupt it.
   *
   * @throws Failure if no answer came, or one that cannot be read
   */
  public <T> Answer<T> send(String what, Call<T> call) {
    return sendOnce(what, () -> execute(call));
  }

  /**
   * Sends a change once, as {@link #send} does, but the run's deadline interrupts it: for a change
   * that does no harm if it is half done, and that the next run repeats.
   *
   * @throws Failure if no answer came, or one that cannot be read
   */
  public <T> Answer<T> sendRepeatable(String what, Call<T> call) {
    return sendOnce(
        what,
        () -> {
          Timeout time = call.timeout();
          // Zero means "no limit" here, too.
          long left = Math.max(1, deadline.get().remaining().toNanos());
          time.timeout(Math.min(left, time.timeoutNanos()), TimeUnit.NANOSECONDS);
          return execute(call);
        });
  }

  /** The failure for a status that was not expected. */
  public Failure unexpected(String what, Answer<?> answer) {
    return failures.unexpected(what, answer.status(), answer.retryAfter(Instant.now()));
  }

  /**
   * The answer's body, or the failure for its status.
   *
   * @throws Failure also if a 2xx answer has no body
   */
  public <T> T body(String what, Answer<T> answer) {
    return answer.value().orElseThrow(() -> unexpected(what, answer));
  }

  /**
   * The failure for an exception of {@link #readOnce} that another attempt cannot help; empty if it
   * may.
   */
  public Optional<Failure> lasting(String what, IOException e) {
    return TransportErrors.permanent(e) && !TransportErrors.late(e)
        ? Optional.of(failures.noAnswer(what, e, false, deadline.get()))
        : Optional.empty();
  }

  /** A short description of an exception of {@link #readOnce}, for a progress line. */
  public String explain(IOException e) {
    return failures.describe(e);
  }

  /**
   * Whether the exception of {@link #readOnce} leaves the server's state open: no answer in time,
   * or a connection that broke off. False if there is no server, or another server answers.
   */
  public boolean late(IOException e) {
    return TransportErrors.late(e);
  }

  /** Whether this status says only that the answer takes too long. */
  public boolean late(Answer<?> answer) {
    return TransportErrors.late(answer.status());
  }

  /**
   * What keeps the server from answering, if it will not heal by itself soon. Looks again where
   * that tells more.
   *
   * @param e the exception of {@link #readOnce}
   */
  public Optional<Obstacle> obstacle(String what, IOException e) {
    Optional<Obstacle> known = obstacles.of(e);
    return known.isEmpty() && TransportErrors.hopeless(e)
        ? Optional.of(
            new Obstacle(
                Obstacle.Patience.NONE,
                failures.noAnswer(what, e, false, deadline.get()).problem()))
        : known;
  }

  /**
   * What answers instead, if an answer shows that this is not the server; empty if nothing does.
   */
  public Optional<Obstacle> otherProgram() {
    return obstacles.program();
  }

  /**
   * Closes the idle connections; the next request opens a new one. Those of a run over many hosts
   * would add up otherwise.
   */
  public void closeIdle() {
    connections.evictAll();
  }

  /** Creates a browser without a screen that connects only to these origins. */
  public Browser browser(Set<HttpUrl> origins) {
    return new Browser(this, origins);
  }

  /** Sends one plain request for the browser; no redirect is followed. */
  okhttp3.Response raw(okhttp3.Request request) throws IOException {
    return newCall(request).execute();
  }

  /** Connects to the server by HTTPS, and sends no request. */
  Optional<Handshake> handshake() throws IOException {
    return handshake(tlsClient());
  }

  /**
   * As above, with TLS 1.2, in which the server's certificates are not encrypted.
   *
   * @param copy gets all bytes that are received, whether the certificates are trusted or not
   */
  Optional<Handshake> handshake(OutputStream copy) throws IOException {
    OkHttpClient trusting =
        Trust.with(Clients.plain(), settings.caCertificate(), settings.reach())
            .newBuilder()
            .connectionSpecs(List.of(OLD_TLS))
            .build();
    return handshake(client(trusting, Optional.of(copy)));
  }

  private Optional<Handshake> handshake(OkHttpClient by) throws IOException {
    AtomicReference<@Nullable Connection> connected = new AtomicReference<>();
    OkHttpClient connecting =
        by.newBuilder()
            .addNetworkInterceptor(chain -> {
              connected.set(chain.connection());
              throw new InterruptedIOException("connected");
            })
            .build();
    okhttp3.Request request =
        new okhttp3.Request.Builder().url(HttpUrl.get(server.url() + "/")).build();
    try (okhttp3.Response ignored = limited(connecting, request).execute()) {
      return Optional.empty();
    } catch (IOException e) {
      Connection connection = connected.get();
      if (connection == null) {
        throw e;
      }
      return Optional.ofNullable(connection.handshake());
    }
  }

  <T> Answer<T> sendOnce(String what, RequestSpans.Requests<Answer<T>> request) {
    return once(what, () -> RequestSpans.mutating(request));
  }

  /** Sent once, as a refused sign-in may lock the account, but nothing on the server changes. */
  <T> Answer<T> askOnce(String what, RequestSpans.Requests<Answer<T>> request) {
    return once(what, () -> RequestSpans.reading(request));
  }

  private <T> Answer<T> once(String what, RequestSpans.Requests<Answer<T>> request) {
    if (deadline.get().passed()) {
      throw failures.tooLate(what, deadline.get());
    }
    // A pooled connection may be dead because its server was restarted. A request that is sent once
    // must not find this out by trying, so it uses a new connection.
    closeIdle();
    try {
      return request.run();
    } catch (IOException e) {
      throw failures.noAnswer(what, e, true, deadline.get());
    }
  }

  <T> Answer<T> readAgain(String what, RequestSpans.Requests<Answer<T>> request) {
    return retries.run(what, deadline.get(), () -> RequestSpans.reading(request), failures);
  }

  private OkHttpClient client(OkHttpClient base) {
    return client(base, Optional.empty());
  }

  private OkHttpClient client(OkHttpClient base, Optional<OutputStream> copy) {
    OkHttpClient.Builder builder =
        base.newBuilder()
            .connectionPool(connections)
            .connectTimeout(settings.pace().connect())
            .readTimeout(settings.pace().call())
            .writeTimeout(settings.pace().call())
            .addInterceptor(clock::measure)
            .eventListenerFactory(new RequestSpans(timeline));
    if (!settings.allowPlainHttp()) {
      builder.addInterceptor(new PlainHttpGuard(settings.reach()));
    }
    new RouteConfigurer(settings.reach(), copy).apply(builder);
    return builder.build();
  }

  private synchronized OkHttpClient tlsClient() {
    OkHttpClient made = tlsClient;
    if (made == null) {
      made = client(Clients.tls());
      tlsClient = made;
    }
    return made;
  }

  private okhttp3.Call newCall(okhttp3.Request request) {
    return limited(request.isHttps() ? tlsClient() : client, request);
  }

  private okhttp3.Call limited(OkHttpClient by, okhttp3.Request request) {
    okhttp3.Call call = by.newCall(request);
    Duration left = deadline.get().remaining();
    boolean wholeTime =
        RequestSpans.current() == Timeline.Kind.MUTATION
            || left.compareTo(settings.pace().call()) > 0;
    // Zero means "no limit" to OkHttp.
    long millis = Math.max(1, (wholeTime ? settings.pace().call() : left).toMillis());
    call.timeout().timeout(millis, TimeUnit.MILLISECONDS);
    return call;
  }

  private static <T> Answer<T> execute(Call<T> call) throws IOException {
    Response<T> response = call.execute();
    try (ResponseBody error = response.errorBody()) {
      boolean explained = error != null && !error.source().exhausted();
      return new Answer<>(
          response.code(),
          response.body(),
          explained ? errorOf(error) : MissingNode.getInstance(),
          explained,
          response.headers());
    }
  }

  private static JsonNode errorOf(ResponseBody body) {
    try {
      return Json.MAPPER.readTree(body.byteStream());
    } catch (IOException e) {
      // An error page that is not JSON adds nothing to its status.
      return MissingNode.getInstance();
    }
  }
}
