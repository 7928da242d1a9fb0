package dev.giteadrone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.giteadrone.http.ScriptedServer.Received;
import dev.giteadrone.http.ScriptedServer.Reply;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BrowserTest {
  private static final String FORM =
      """
      <form action="/do" method="post">
        <input type="hidden" name="_csrf" value="t=1&amp;2">
        <input name="user_name" value="">
        <textarea name="uris">one
      two</textarea>
        <input type="checkbox" name="on" checked><input type="checkbox" name="off">
        <button name="granted" value="true">Yes</button>
        <button name="granted" value="false">No</button>
        <input type="submit" name="send" value="x">
      </form>
      """;

  private final Timeline timeline = new Timeline();

  @SuppressWarnings("NullAway.Init") // each test starts one
  private ScriptedServer server;

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aFormGoesBackWithItsHiddenInputsAndThePressedButtonOnly() throws IOException {
    Browser browser =
        browser(got -> ScriptedServer.html(got.method().equals("GET") ? FORM : "done"));
    Page page = browser.open("opening", url("/form"));

    Page after =
        browser.submit(
            "sending",
            page,
            page.form(url("/do")).orElseThrow(),
            Map.of("user_name", "böss", "granted", "true"));

    assertThat(after.status()).isEqualTo(200);
    assertThat(List.of(server.received().get(1).body().split("&", -1)))
        .containsExactlyInAnyOrder(
            "_csrf=t%3D1%262",
            "uris=one%0D%0Atwo".replace("%0D", ""), "on=on", "user_name=b%C3%B6ss", "granted=true");
    assertThat(timeline.count(Timeline.Kind.MUTATION)).isEqualTo(1);
    assertThat(timeline.count(Timeline.Kind.READ)).isEqualTo(1);
  }

  @Test
  void noHeaderTellsWhereARequestComesFrom() throws IOException {
    Browser browser = browser(got -> ScriptedServer.html(FORM));
    Page page = browser.open("opening", url("/form"));
    browser.submit("sending", page, page.form(url("/do")).orElseThrow(), Map.of());

    assertThat(server.received())
        .allSatisfy(got -> {
          assertThat(got.header("Origin")).isEmpty();
          assertThat(got.header("Referer")).isEmpty();
          assertThat(got.head()).doesNotContainIgnoringCase("Sec-Fetch");
        });
  }

  @Test
  void ofACookieSetTwiceTheLastWinsAndAnExpiredOneIsForgotten() throws IOException {
    Browser browser =
        browser(got ->
            switch (got.path()) {
              case "/set" ->
                  ScriptedServer.redirect(
                      "/next",
                      "Set-Cookie: session=one; Path=/; HttpOnly",
                      "Set-Cookie: session=two; Path=/; HttpOnly",
                      "Set-Cookie: back=/x; Path=/",
                      "Set-Cookie: inner=1; Path=/inner");
              case "/next" ->
                  ScriptedServer.redirect("/last", "Set-Cookie: back=; Path=/; Max-Age=0");
              default -> ScriptedServer.html("");
            });

    browser.open("opening", url("/set"));
    browser.open("opening", url("/inner/page"));

    assertThat(server.received())
        .extracting(got -> got.header("Cookie"))
        .containsExactly("", "session=two; back=/x", "session=two", "session=two; inner=1");
    assertThat(browser.cookie(url("/"), "session")).isEqualTo("two");
    assertThat(browser.cookie(url("/"), "back")).isEmpty();
  }

  @Test
  void anotherPortIsAnotherJar() throws IOException {
    try (ScriptedServer other = ScriptedServer.start(got -> ScriptedServer.html(""))) {
      server =
          ScriptedServer.start(got ->
              ScriptedServer.redirect(other.url() + "/there", "Set-Cookie: session=hush; Path=/"));
      Browser browser = browser(Set.of(url("/"), HttpUrl.get(other.url())));

      Page page = browser.open("opening", url("/"));

      assertThat(page.url().encodedPath()).isEqualTo("/there");
      assertThat(page.trail()).hasSize(2);
      assertThat(other.received().getFirst().header("Cookie")).isEmpty();
    }
  }

  @Test
  void aRedirectToAnUnknownHostEndsThereAndNothingIsSentToIt() throws IOException {
    try (ScriptedServer other = ScriptedServer.start(got -> ScriptedServer.html(""))) {
      Browser browser = browser(got -> ScriptedServer.redirect(other.url() + "/?code=hush"));

      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() -> browser.post("signing in", url("/login"), Map.of("password", "p")))
          .withMessageContaining("it leads to " + other.url())
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hush"));

      assertThat(other.received()).isEmpty();
    }
  }

  @Test
  void aFormWhoseActionIsElsewhereIsNotSent() throws IOException {
    try (ScriptedServer other = ScriptedServer.start(got -> ScriptedServer.html(""))) {
      Browser browser =
          browser(got -> ScriptedServer.html("<form method=post action='" + other.url() + "/do'>"));
      Page page = browser.open("opening", url("/form"));

      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() ->
              browser.submit(
                  "signing in", page, page.html().forms().getFirst(), Map.of("password", "p")));
      assertThat(other.received()).isEmpty();
    }
  }

  @Test
  void aFormIsSentOnceWhateverHappens() throws IOException {
    Browser reset = browser(got -> ScriptedServer.reset());
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> reset.post("sending", url("/do"), Map.of("a", "b")))
        .withMessageContaining("not known");
    assertThat(server.count("POST")).isEqualTo(1);
    server.close();

    Browser again =
        browser(got -> ScriptedServer.answer(307, "text/plain", "", "Location: /again"));
    assertThat(again.post("sending", url("/do"), Map.of("a", "b")).status()).isEqualTo(307);
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void aPageIsReadAgainAfterWhatMayPassAndAnErrorPageIsAPage() throws IOException {
    Browser browser =
        browser(got ->
            switch (got.number()) {
              case 1 -> ScriptedServer.reset();
              case 2 -> ScriptedServer.answer(503, "text/html", "");
              default -> ScriptedServer.answer(404, "text/html", "<title>No\u001b[2J</title>");
            });

    Page page = browser.open("opening", url("/"));

    assertThat(page.status()).isEqualTo(404);
    assertThat(page.title()).isEqualTo("No [2J");
    assertThat(server.received()).hasSize(3);
  }

  @Test
  void redirectsEndSomewhere() throws IOException {
    Browser browser = browser(got -> ScriptedServer.redirect("/again"));

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> browser.open("opening", url("/")))
        .withMessageContaining("redirects in a row");
    assertThat(server.received()).hasSizeLessThan(20);
  }

  @Test
  void aLocationWithRawBlanksIsFollowed() throws IOException {
    Browser browser =
        browser(got ->
            got.path().equals("/")
                ? ScriptedServer.redirect("/login/error?message=invalid client secret")
                : ScriptedServer.html(""));

    assertThat(browser.open("opening", url("/")).url().queryParameter("message"))
        .isEqualTo("invalid client secret");
  }

  private HttpUrl url(String path) {
    return HttpUrl.get(server.url() + path);
  }

  @Test
  void aPageWithMoreInputsThanAFormHasIsRefusedInsteadOfKeepingACoreBusy() throws IOException {
    String form = "<form action=/do method=post>" + "<input name=a>".repeat(100_000);
    Browser browser = browser(got -> ScriptedServer.html(form));
    Page page = browser.open("opening", url("/form"));
    FormElement found = page.form(url("/do")).orElseThrow();

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> browser.submit("sending", page, found, Map.of()))
        .withMessageContaining("sending")
        .withMessageContaining("100000 inputs");
    assertThat(server.count("POST")).isZero();
  }

  @Test
  void inputsOfAFormInADisorderlyTableCountToo() throws IOException {
    String form = "<table><form action=/do method=post><tr><td>" + "<input name=a>".repeat(100_000);
    Browser browser = browser(got -> ScriptedServer.html(form));
    Page page = browser.open("opening", url("/form"));
    FormElement found = page.form(url("/do")).orElseThrow();

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> browser.submit("sending", page, found, Map.of()))
        .withMessageContaining("100000 inputs");
  }

  @Test
  void aPageOfMoreThanFourMegabytesIsNotRead() throws IOException {
    String paragraphs = "<p>b0dy</p>".repeat(400_000);
    Browser browser = browser(got -> ScriptedServer.html(paragraphs));

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> browser.open("opening", url("/form")))
        .withMessageContaining("larger than this program accepts")
        .withMessageNotContaining("b0dy")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED));
    assertThat(server.count("GET")).isEqualTo(1);
  }

  @Test
  void messagesWithinMessagesAreReadOnce() throws IOException {
    Browser browser =
        browser(got -> ScriptedServer.html("<div class=flash-error>x".repeat(100_000)));

    Page page = browser.open("opening", url("/form"));

    assertThat(page.flash()).hasSizeLessThan(300);
  }

  /** As the login page of Gitea 1.26 has it after a wrong password. */
  @Test
  void aHiddenMessageIsNotThePagesError() throws IOException {
    Browser browser =
        browser(got ->
            ScriptedServer.html(
                """
                <div id="webauthn-error" class="ui negative message tw-hidden">
                  <div class="header">Could not read your security key.</div>
                  <p id="webauthn-error-msg"></p></div>
                <div class="tw-hidden"><div data-webauthn-error-msg="browser"
                  class="ui negative message">Your browser does not support it.</div></div>
                <div class="ui negative message flash-message flash-error">
                  <p>Username or password is incorrect.</p></div>
                """));

    Page page = browser.open("opening", url("/form"));

    assertThat(page.flash()).isEqualTo("Username or password is incorrect.");
  }

  @Test
  void anInterruptEndsAPageThatTricklesForEver() throws Exception {
    Browser browser =
        browser(got ->
            (at, out) -> {
              out.write("HTTP/1.1 200 Said\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(20);
              }
            });
    AtomicReference<Throwable> ended = new AtomicReference<>();
    Thread reading =
        Thread.ofPlatform()
            .start(() -> {
              try {
                browser.open("opening", url("/form"));
              } catch (Failure e) {
                ended.set(e);
              }
            });
    while (server.received().isEmpty()) {
      Thread.sleep(10);
    }

    reading.interrupt();

    assertThat(reading.join(Duration.ofSeconds(20))).isTrue();
    assertThat(ended.get()).hasMessageContaining("interrupted");
  }

  private Browser browser(Function<Received, Reply> script) throws IOException {
    server = ScriptedServer.start(script);
    return browser(Set.of(url("/")));
  }

  private Browser browser(Set<HttpUrl> origins) {
    return new Http(
            new Server("Gitea", server.url(), ProblemId.GITEA_READY),
            new HttpSettings(false, Optional.empty()),
            timeline,
            () -> Deadline.in(Duration.ofSeconds(30)))
        .browser(origins);
  }
}
