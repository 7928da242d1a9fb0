package dev.giteadrone.http;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.Cookie;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;
import org.jspecify.annotations.Nullable;

/**
 * A browser without a screen: cookies, forms and redirects, but only between known origins. Neither
 * {@code Origin} nor {@code Sec-Fetch-Site} nor {@code Referer} is sent: Gitea 1.26 answers 403 to
 * foreign ones.
 */
public final class Browser {
  private static final Case TOO_MANY_HOPS =
      Case.of(ProblemId.GITEA_READY, "too-many-hops", "tried", "most");
  private static final Case TOO_MANY_INPUTS =
      Case.of(ProblemId.GITEA_READY, "too-many-inputs", "tried", "inputs");
  private static final Case LEADS_AWAY =
      Case.of(ProblemId.GITEA_READY, "leads-away", "tried", "where");

  private static final int MAX_HOPS = 15;

  /** No page of Gitea or Drone with a form is nearly as large. */
  private static final long MAX_PAGE = 4L * 1024 * 1024;

  /** The time for a form grows with the square of its inputs. */
  private static final int MAX_INPUTS = 1000;

  /** Cookies of one origin; browsers keep fewer than two hundred. */
  private static final int MAX_COOKIES = 100;

  private final Http http;
  private final Set<String> origins;
  // By origin, port included: a browser's jar ignores ports, so Gitea and Drone on one host would
  // share cookies.
  private final Map<String, List<Cookie>> cookies = new HashMap<>();

  Browser(Http http, Set<HttpUrl> origins) {
    this.http = http;
    this.origins = origins.stream().map(Browser::origin).collect(Collectors.toSet());
  }

  /**
   * Opens a page and follows its redirects.
   *
   * @throws Failure if it cannot be reached, or leads to an unknown host
   */
  public Page open(String what, HttpUrl url) {
    return follow(what, new Request.Builder().url(url).build(), http::readAgain);
  }

  /**
   * Fills in a form and sends it, then follows its redirects. All other inputs are sent unchanged,
   * also hidden ones; a button is sent only if {@code values} has it.
   *
   * @param values inputs to set, a pressed button among them
   * @throws Failure also if the page has too many inputs
   */
  public Page submit(String what, Page page, FormElement form, Map<String, String> values) {
    return submit(what, page, form, values, http::sendOnce);
  }

  /**
   * Fills in a sign-in form as {@link #submit} does. It is also sent once, but counted as a read,
   * because it only creates a session.
   */
  public Page signIn(String what, Page page, FormElement form, Map<String, String> values) {
    return submit(what, page, form, values, http::askOnce);
  }

  private Page submit(
      String what, Page page, FormElement form, Map<String, String> values, Sending sending) {
    // Inputs of the whole page: in malformed tables, inputs can belong to a form that is not their
    // parent.
    int inputs = page.html().select("input, select, textarea, button, object, keygen").size();
    if (inputs > MAX_INPUTS) {
      throw refused(TOO_MANY_INPUTS, what, inputs);
    }
    HttpUrl target = page.url().resolve(form.attr("action"));
    if (target == null) {
      throw leadsAway(what, "nowhere");
    }
    Set<String> own =
        form.select("button, input[type=submit], input[type=reset]").stream()
            .map(button -> button.attr("name"))
            .collect(Collectors.toCollection(HashSet::new));
    own.addAll(values.keySet());
    FormBody.Builder body = new FormBody.Builder();
    form.formData().stream()
        .filter(input -> !own.contains(input.key()))
        .forEach(input -> body.add(input.key(), input.value()));
    return post(what, target, values, body, sending);
  }

  /** Sends form values without reading a page first, then follows the redirects. */
  public Page post(String what, HttpUrl url, Map<String, String> values) {
    return post(what, url, values, new FormBody.Builder(), http::sendOnce);
  }

  private Page post(
      String what,
      HttpUrl url,
      Map<String, String> values,
      FormBody.Builder body,
      Sending sending) {
    values.forEach(body::add);
    return follow(what, new Request.Builder().url(url).post(body.build()).build(), sending);
  }

  /** How a request is sent: with or without retries, and counted as a change or a read. */
  private interface Sending {
    Answer<String> send(String what, RequestSpans.Requests<Answer<String>> request);
  }

  /** The value of a cookie that would be sent to {@code url}, empty if there is none. */
  public String cookie(HttpUrl url, String name) {
    return jar(url).stream()
        .filter(cookie -> cookie.name().equals(name) && cookie.matches(url))
        .map(Cookie::value)
        .findFirst()
        .orElse("");
  }

  private Page follow(String what, Request first, Sending sending) {
    List<HttpUrl> trail = new ArrayList<>();
    Request request = first;
    while (true) {
      Request now = request;
      check(what, now.url());
      trail.add(now.url());
      Answer<String> answer =
          trail.size() == 1
              ? sending.send(what, () -> fetch(now))
              : http.readAgain(what, () -> fetch(now));
      HttpUrl next = next(now, answer);
      if (next == null) {
        String html = Objects.requireNonNullElse(answer.body(), "");
        return new Page(now.url(), answer.status(), trail, Jsoup.parse(html, now.url().toString()));
      }
      if (trail.size() > MAX_HOPS) {
        throw refused(TOO_MANY_HOPS, what, MAX_HOPS);
      }
      request = new Request.Builder().url(next).build();
    }
  }

  /** The target of a redirect; null if the answer is none. */
  private static @Nullable HttpUrl next(Request request, Answer<?> answer) {
    String location = answer.headers().get("Location");
    boolean redirect =
        switch (answer.status()) {
          case 301, 302, 303 -> true;
          // These statuses ask for the same method again, but a form is sent only once.
          case 307, 308 -> request.method().equals("GET");
          default -> false;
        };
    return redirect && location != null ? request.url().resolve(location) : null;
  }

  private Answer<String> fetch(Request bare) throws IOException {
    // Only for texts that are shown. No decision depends on them, because a server may use another
    // language.
    Request.Builder request =
        bare.newBuilder().header("Accept", "text/html").header("Accept-Language", "en-US");
    String header =
        jar(bare.url()).stream()
            .filter(cookie -> cookie.matches(bare.url()))
            .map(cookie -> cookie.name() + "=" + cookie.value())
            .collect(Collectors.joining("; "));
    if (!header.isEmpty()) {
      request.header("Cookie", header);
    }
    try (Response response = http.raw(request.build())) {
      // In the order of the headers: if an answer sets a cookie twice, the last one counts.
      Cookie.parseAll(bare.url(), response.headers()).forEach(cookie -> keep(bare.url(), cookie));
      return new Answer<>(
          response.code(),
          text(response.body()),
          MissingNode.getInstance(),
          false,
          response.headers());
    }
  }

  private static String text(ResponseBody body) throws IOException {
    if (body.source().request(MAX_PAGE + 1)) {
      throw new Interceptors.TooLargeException();
    }
    return body.string();
  }

  private void keep(HttpUrl url, Cookie cookie) {
    List<Cookie> jar = jar(url);
    jar.removeIf(old -> old.name().equals(cookie.name()) && old.path().equals(cookie.path()));
    if (cookie.expiresAt() > System.currentTimeMillis()) {
      jar.add(cookie);
    }
    if (jar.size() > MAX_COOKIES) {
      jar.removeFirst();
    }
  }

  private void check(String what, HttpUrl url) {
    if (!origins.contains(origin(url))) {
      throw leadsAway(what, origin(url));
    }
  }

  private Failure leadsAway(String what, String where) {
    return refused(LEADS_AWAY, what, Text.neutral(where, 100));
  }

  private Failure refused(Case why, Object... values) {
    return why.failureAs(http.server().ready().id(), null, values);
  }

  private List<Cookie> jar(HttpUrl url) {
    return cookies.computeIfAbsent(origin(url), ignored -> new ArrayList<>());
  }

  private static String origin(HttpUrl url) {
    return url.scheme() + "://" + RouteConfigurer.endpoint(url);
  }
}
