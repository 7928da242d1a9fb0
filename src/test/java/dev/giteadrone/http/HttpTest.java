package dev.giteadrone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.giteadrone.http.ScriptedServer.Received;
import dev.giteadrone.http.ScriptedServer.Reply;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Tag;

final class HttpTest {
  record Thing(@JsonProperty(value = "id", required = true) long id) {}

  interface Api {
    @GET("thing")
    Call<Thing> thing(@Tag Credential credential);

    @GET("things")
    Call<List<Thing>> things();

    @POST("thing")
    Call<Thing> make(@Body Thing body);
  }

  private static final Reply OK = ScriptedServer.json("{\"id\":7}");

  private final Timeline timeline = new Timeline();

  @SuppressWarnings("NullAway.Init") // each test starts one
  private ScriptedServer server;

  private Deadline deadline = Deadline.in(Duration.ofMinutes(1));

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aPostIsSentOnceAfterAResetOnAPooledConnection() throws IOException {
    Http http = http(got -> got.method().equals("GET") ? OK : ScriptedServer.reset());
    assertThat(read(http)).isEqualTo(new Thing(7));

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> http.send("making a thing", api(http).make(new Thing(1))))
        .withMessageContaining("whether it was done is not known")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE));

    assertThat(server.count("POST")).isEqualTo(1);
  }

  @Test
  void aPostIsSentOnceAfterAStatusThatInvitesToRepeat() throws IOException {
    for (int status : List.of(408, 429, 500, 502, 503, 504, 421)) {
      Http http = http(got -> ScriptedServer.answer(status, "text/plain", "", "Retry-After: 0"));

      Answer<Thing> answer = http.send("making a thing", api(http).make(new Thing(1)));

      assertThat(answer.status()).isEqualTo(status);
      assertThat(server.count("POST")).as("POSTs after %d", status).isEqualTo(1);
      server.close();
    }
  }

  @Test
  void aPostIsNotBegunAfterTheDeadline() throws IOException {
    Http http = http(got -> OK);
    deadline = Deadline.in(Duration.ZERO);

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> http.send("making a thing", api(http).make(new Thing(1))))
        .withMessageContaining("not sent");

    assertThat(server.received()).isEmpty();
  }

  @Test
  void aPostThatWasBegunIsNotCutShortByTheDeadline() throws IOException {
    Http http = http(got -> ScriptedServer.after(900, OK));
    deadline = Deadline.in(Duration.ofMillis(200));

    assertThat(http.send("making a thing", api(http).make(new Thing(1))).ok()).isTrue();
  }

  @Test
  void aReadIsRepeatedAfterWhatMayPass() throws IOException {
    List<Reply> first =
        List.of(
            ScriptedServer.reset(),
            ScriptedServer.answer(503, "text/plain", ""),
            ScriptedServer.answer(429, "text/plain", ""),
            ScriptedServer.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"id\":"));
    Http http = http(got -> got.number() <= first.size() ? first.get(got.number() - 1) : OK);

    assertThat(read(http)).isEqualTo(new Thing(7));

    assertThat(server.received()).hasSize(5);
    assertThat(timeline.count(Timeline.Kind.WAIT)).isEqualTo(4);
    assertThat(timeline.count(Timeline.Kind.READ)).isEqualTo(5);
  }

  @Test
  void aListCutInItsMiddleIsABrokenConnectionAndNoBadJson() throws IOException {
    Http http =
        http(got ->
            got.number() == 1
                ? ScriptedServer.rawThenClose(
                    "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n[{\"id\":1},{\"id\":")
                : ScriptedServer.json("[{\"id\":1}]"));

    assertThat(http.read("listing", () -> api(http).things()).value())
        .contains(List.of(new Thing(1)));
  }

  @Test
  void aReadGivesUpAfterFiveAttemptsWithTheLastAnswer() throws IOException {
    Http http = http(got -> ScriptedServer.answer(502, "text/html", "<p>bad gateway"));

    Answer<Thing> answer = http.read("reading", () -> api(http).thing(Credential.ANONYMOUS));

    assertThat(answer.status()).isEqualTo(502);
    assertThat(server.received()).hasSize(5);
    assertThat(http.unexpected("reading", answer).exitCode()).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void aReadWaitsAsLongAsTheServerAsks() throws IOException {
    Http http =
        http(got ->
            got.number() == 1
                ? ScriptedServer.answer(429, "text/plain", "", "Retry-After: 1")
                : OK);
    long start = System.nanoTime();

    assertThat(read(http)).isEqualTo(new Thing(7));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
  }

  @Test
  void aReadIsNotRepeatedWhereTheDeadlineComesBeforeTheServerAsksForUs() throws IOException {
    Http http = http(got -> ScriptedServer.answer(503, "text/plain", "", "Retry-After: 120"));
    deadline = Deadline.in(Duration.ofSeconds(20));
    long start = System.nanoTime();

    assertThat(http.read("reading", () -> api(http).thing(Credential.ANONYMOUS)).status())
        .isEqualTo(503);

    assertThat(server.received()).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aReadWaitsUntilTheDateTheServerAsksFor() throws IOException {
    for (int status : new int[] {429, 503}) {
      AtomicInteger asked = new AtomicInteger();
      Http http =
          http(got ->
              asked.incrementAndGet() == 1
                  // Its clock differs from ours.
                  ? ScriptedServer.answer(
                      status,
                      "text/plain",
                      "",
                      "Date: Wed, 21 Oct 2015 07:28:00 GMT",
                      "Retry-After: Wed, 21 Oct 2015 07:28:02 GMT")
                  : OK);
      long start = System.nanoTime();

      assertThat(read(http)).isEqualTo(new Thing(7));

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(1990), Duration.ofSeconds(8));
      server.close();
    }
  }

  @Test
  void aRestThatIsLongerThanTheRunIsSaidAtOnce() throws IOException {
    for (String rest : new String[] {"120", "Wed, 21 Oct 2015 07:30:00 GMT"}) {
      Http http =
          http(got ->
              ScriptedServer.answer(
                  503,
                  "text/plain",
                  "",
                  "Date: Wed, 21 Oct 2015 07:28:00 GMT",
                  "Retry-After: " + rest));
      deadline = Deadline.in(Duration.ofSeconds(20));
      long start = System.nanoTime();

      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() -> read(http))
          .withMessageContaining("asks to wait 120 s")
          .withMessageContaining("--timeout");

      assertThat(server.received()).hasSize(1);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      server.close();
    }
  }

  @Test
  void aReadEndsWithTheDeadlineHoweverSlowlyTheAnswerTrickles() throws IOException {
    Http http =
        http(got ->
            (at, out) -> {
              out.write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n["
                      .getBytes(StandardCharsets.UTF_8));
              while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(50);
              }
            });
    deadline = Deadline.in(Duration.ofMillis(1500));
    long start = System.nanoTime();

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> http.read("listing", () -> api(http).things()))
        .withMessageContaining("no answer in time");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void whatIsNoJsonIsAFailureThatQuotesNothingOfIt() throws IOException {
    for (String body :
        List.of(
            "<html>gto_hush</html>",
            "{\"id\":\"gto_hush\"}",
            "{\"id\":7,\"x\":\"gto_hush",
            "{\"name\":\"gto_hush\"}",
            "")) {
      Http http = http(got -> ScriptedServer.json(body));

      assertThatExceptionOfType(Failure.class)
          .as(body)
          .isThrownBy(() -> read(http))
          .withMessageContaining("not the JSON that was expected")
          .satisfies(e -> {
            assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(trace(e)).doesNotContain("gto_hush");
          });

      assertThat(server.received()).as("asking again cannot help").hasSize(1);
      server.close();
    }
  }

  @Test
  void aJsonNullIsNoBody() throws IOException {
    Http http = http(got -> ScriptedServer.json("null"));

    Answer<List<Thing>> answer = http.read("listing", () -> api(http).things());

    assertThat(answer.ok()).isTrue();
    assertThat(answer.value()).isEmpty();
  }

  @Test
  void anEndlessAnswerIsNotReadToItsEnd() throws IOException {
    Http http =
        http(got ->
            (at, out) -> {
              out.write("HTTP/1.1 200 OK\r\n\r\n[".getBytes(StandardCharsets.UTF_8));
              byte[] blanks = " ".repeat(65_536).getBytes(StandardCharsets.UTF_8);
              while (true) {
                out.write(blanks);
              }
            });

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> http.read("listing", () -> api(http).things()))
        .withMessageContaining("larger than this program accepts")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED));
  }

  @Test
  void aRedirectIsAnswerEnoughAndNoCredentialFollowsIt() throws IOException {
    try (ScriptedServer other = ScriptedServer.start(got -> OK)) {
      Http http = http(got -> ScriptedServer.redirect(other.url() + "/thing"));
      Credential token = new Credential.Token(Secret.of("hush"));

      Answer<Thing> answer = http.read("reading", () -> api(http).thing(token));

      assertThat(answer.status()).isEqualTo(303);
      assertThat(http.unexpected("reading", answer)).hasMessageContaining("never followed");
      assertThat(server.received()).hasSize(1);
      assertThat(other.received()).isEmpty();
    }
  }

  @Test
  void eachCredentialGoesIntoItsHeader() throws IOException {
    Http http = http(got -> OK);
    Secret secret = Secret.of("hush");
    for (Credential credential :
        List.of(
            new Credential.Token(secret),
            new Credential.Bearer(secret),
            new Credential.Basic("böss", secret),
            new Credential.Rpc(secret),
            Credential.ANONYMOUS)) {
      http.read("reading", () -> api(http).thing(credential));
    }

    assertThat(server.received())
        .extracting(got -> got.header("Authorization") + got.header("X-Drone-Token"))
        .containsExactly("token hush", "Bearer hush", "Basic YsO2c3M6aHVzaA==", "hush", "");
  }

  @Test
  void plainHttpIsRefusedBeforeItLeavesLoopback() {
    Http refused = to(URI.create("http://192.0.2.1:9"));
    long start = System.nanoTime();

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> read(refused))
        .withMessageContaining("plain HTTP to 192.0.2.1 refused");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aNameIsTriedAtEachOfItsAddresses() throws IOException {
    Http http = http(got -> OK);

    assertThat(read(to(URI.create("http://localhost:" + server.port())))).isEqualTo(new Thing(7));
    assertThat(read(http)).isEqualTo(new Thing(7));
  }

  @Test
  void aPollAsksOnceAndSaysWhatItSaw() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Http http = to(URI.create("http://127.0.0.1:" + port));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> http.readOnce(api(http).thing(Credential.ANONYMOUS)))
        .satisfies(e -> assertThat(http.explain(e)).isEqualTo("the connection is refused"));
    assertThat(timeline.count(Timeline.Kind.READ)).isEqualTo(1);
  }

  @Test
  void anInterruptEndsTheWaitBeforeARepetition() throws Exception {
    Http http = http(got -> ScriptedServer.answer(503, "text/plain", "", "Retry-After: 30"));
    Thread reader = Thread.currentThread();
    Thread.ofVirtual()
        .start(() -> {
          while (server.received().isEmpty()) {
            Thread.onSpinWait();
          }
          pause(200);
          reader.interrupt();
        });

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> read(http))
        .withMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void nothingOfOursKeepsTheJvmAlive() throws IOException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Http.preload();
    read(http(got -> OK));

    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && !thread.isDaemon())
                .map(Thread::getName)
                .collect(Collectors.toSet()))
        .isEmpty();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String trace(Throwable e) {
    StringWriter out = new StringWriter();
    e.printStackTrace(new PrintWriter(out));
    return out.toString();
  }

  private static Thing read(Http http) {
    return http.body(
        "reading a thing",
        http.read("reading a thing", () -> api(http).thing(Credential.ANONYMOUS)));
  }

  private static Api api(Http http) {
    return http.api(Api.class);
  }

  private Http http(Function<Received, Reply> script) throws IOException {
    server = ScriptedServer.start(script);
    return to(server.url());
  }

  private Http to(URI url) {
    return new Http(
        new Server("Thinger", url, ProblemId.GITEA_READY),
        new HttpSettings(false, Optional.empty()),
        timeline,
        () -> deadline);
  }
}
