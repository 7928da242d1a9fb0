package dev.giteadrone.http;

import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.Cookie;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;

/**
 * A browser without a screen: cookies, forms and redirects, but only between known origins. Neither
 * {@code Origin} nor {@code Sec-Fetch-Site} nor {@code Referer} is sent: Gitea 1.26 answers 403 to
 * foreign ones.
 */
public final class Browser {
  private static final int MAX_HOPS = 15;

  private final Http http;
  private final Set<String> origins;
  // By origin, port included: a browser's jar ignores ports, so Gitea and Drone on one host would
  // share cookies.
  private final Map<String, Map<String, Cookie>> cookies = new HashMap<>();

  Browser(Http http, Set<HttpUrl> origins) {
    this.http = http;
    this.origins = origins.stream().map(Browser::origin).collect(Collectors.toSet());
  }

  /**
   * Opens a page and follows its redirects.
   *
   * @throws Failure if it cannot be reached, or leads to a host we do not know
   */
  public Page open(String what, HttpUrl url) {
    return follow(what, new Request.Builder().url(url).build(), false);
  }

  /**
   * Fills in a form and sends it, then follows its redirects. Every hidden input goes along as
   * found.
   *
   * @param values inputs to set, a pressed button among them
   */
  public Page submit(String what, Page page, FormElement form, Map<String, String> values) {
    Map<String, String> all = new LinkedHashMap<>();
    form.formData().forEach(input -> all.put(input.key(), input.value()));
    all.putAll(values);
    HttpUrl target = page.url().resolve(form.attr("action"));
    if (target == null) {
      throw leadsAway(what, "nowhere");
    }
    return post(what, target, all);
  }

  /** Sends a form that no page was read for, then follows its redirects. */
  public Page post(String what, HttpUrl url, Map<String, String> values) {
    FormBody.Builder body = new FormBody.Builder();
    values.forEach(body::add);
    return follow(what, new Request.Builder().url(url).post(body.build()).build(), true);
  }

  /** The value of a cookie, empty if there is none. */
  public String cookie(HttpUrl url, String name) {
    Cookie cookie = jar(url).get(name);
    return cookie == null ? "" : cookie.value();
  }

  private Page follow(String what, Request first, boolean mutation) {
    List<HttpUrl> trail = new ArrayList<>();
    Request request = first;
    boolean once = mutation;
    while (true) {
      check(what, request.url());
      trail.add(request.url());
      Fetched fetched = once ? send(what, request) : read(what, request);
      once = false;
      HttpUrl next = fetched.next();
      if (next == null) {
        return new Page(
            request.url(),
            fetched.status(),
            trail,
            Jsoup.parse(fetched.html(), request.url().toString()));
      }
      if (trail.size() > MAX_HOPS) {
        throw new Failure(
            ExitCode.FAILED,
            Problem.of(
                http.server().readyCheck(),
                what,
                "more than " + MAX_HOPS + " redirects in a row",
                "check ROOT_URL of Gitea and the proxy in front of it"));
      }
      request = new Request.Builder().url(next).build();
    }
  }

  private record Fetched(
      int status, @org.jspecify.annotations.Nullable HttpUrl next, String html) {}

  private Fetched read(String what, Request request) {
    Answer<Fetched> answer =
        http.retries()
            .run(
                what,
                http.deadline(),
                () -> RequestSpans.reading(() -> fetch(request)),
                http.failures());
    return http.body(what, new Answer<>(200, answer.body(), answer.error(), answer.headers()));
  }

  private Fetched send(String what, Request request) {
    try {
      Answer<Fetched> answer = RequestSpans.mutating(() -> fetch(request));
      return http.body(what, new Answer<>(200, answer.body(), answer.error(), answer.headers()));
    } catch (IOException e) {
      throw http.failures().noAnswer(what, e, true);
    }
  }

  private Answer<Fetched> fetch(Request bare) throws IOException {
    Request.Builder request = bare.newBuilder().header("Accept", "text/html");
    String header =
        jar(bare.url()).values().stream()
            .map(cookie -> cookie.name() + "=" + cookie.value())
            .collect(Collectors.joining("; "));
    if (!header.isEmpty()) {
      request.header("Cookie", header);
    }
    try (Response response = http.raw(request.build())) {
      // In the order of the headers: one answer may set a cookie twice, and the last wins.
      for (Cookie cookie : Cookie.parseAll(bare.url(), response.headers())) {
        jar(bare.url()).put(cookie.name(), cookie);
      }
      String location = response.header("Location");
      HttpUrl next =
          response.isRedirect() && location != null ? bare.url().resolve(location) : null;
      Fetched fetched = new Fetched(response.code(), next, response.body().string());
      return new Answer<>(
          response.code(),
          fetched,
          com.fasterxml.jackson.databind.node.MissingNode.getInstance(),
          response.headers());
    }
  }

  private void check(String what, HttpUrl url) {
    if (!origins.contains(origin(url))) {
      throw leadsAway(what, origin(url));
    }
  }

  private Failure leadsAway(String what, String where) {
    return new Failure(
        ExitCode.FAILED,
        Problem.of(
                http.server().readyCheck(),
                what,
                "it leads to "
                    + Text.neutral(where, 100)
                    + ", where no password or cookie of ours goes",
                "make gitea.url, Gitea's ROOT_URL and Drone's DRONE_GITEA_SERVER the same")
            .because("the configured URL differs from the one the server thinks it has"));
  }

  private Map<String, Cookie> jar(HttpUrl url) {
    return cookies.computeIfAbsent(origin(url), ignored -> new LinkedHashMap<>());
  }

  private static String origin(HttpUrl url) {
    return url.scheme() + "://" + url.host() + ":" + url.port();
  }
}
