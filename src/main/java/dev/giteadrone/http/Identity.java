package dev.giteadrone.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.giteadrone.model.result.Text;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Which program answers at a URL. No credential is sent.
 *
 * @param kind the program
 * @param seen what was seen, for a message: {@code Gitea 1.26.0}, or how another server answered
 * @param next what to do if {@code kind} is {@link Kind#OTHER} or {@link Kind#NONE}
 * @param ahead how far the clock of the server, or of the proxy in front of it, is ahead of ours;
 *     negative if it is behind; empty if it does not say
 */
public record Identity(Kind kind, String seen, String next, Optional<Duration> ahead) {
  /** What can answer. */
  public enum Kind {
    /** Gitea, or a program that is compatible with it. */
    GITEA("Gitea"),
    /** Drone's server. */
    DRONE("Drone"),
    /** Some other HTTP server, or a proxy without the server behind it. */
    OTHER("other server"),
    /** A server that speaks TLS where the URL says plain HTTP, or the other way round. */
    OTHER_SCHEME("other scheme"),
    /** Nothing that speaks HTTP as the URL says. */
    NONE("nothing");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Its name. */
    public String label() {
      return label;
    }
  }

  /** Drone's answer at {@code /version} has no others. */
  private static final Set<String> DRONE_FIELDS = Set.of("source", "version", "commit");

  /** Answers of this size tell enough. */
  private static final long MOST_BYTES = 64L * 1024;

  /** An answer with its body as JSON and as text; both are for deciding, never for printing. */
  private record Said(Response head, String text, JsonNode json) {
    boolean ok() {
      return head.isSuccessful();
    }

    String field(String name) {
      JsonNode field = json.path(name);
      return field.isTextual() ? Text.neutral(field.asText(), 60) : "";
    }
  }

  /** Sends up to three requests, one after the other. A missing answer is a value too. */
  public static Identity of(Http http) {
    try {
      Said first = ask(http, "/api/v1/version");
      Optional<Duration> ahead = Interceptors.ServerClock.ahead(first.head());
      if (first.ok() && !first.field("version").isEmpty()) {
        return known(Kind.GITEA, " " + first.field("version"), ahead);
      }
      Said second = ask(http, "/version");
      if (second.ok() && !second.field("version").isEmpty() && onlyDroneFields(second.json())) {
        return known(Kind.DRONE, " " + second.field("version"), ahead);
      }
      Said third = ask(http, "/api/healthz");
      if (Set.of("pass", "warn", "fail").contains(third.field("status"))) {
        boolean installed = !third.json().path("checks").isEmpty();
        String more = installed ? ", which shows its version to users only" : ", not installed yet";
        return known(Kind.GITEA, more, ahead);
      }
      return other(first, ahead);
    } catch (IOException e) {
      String scheme = WrongScheme.of(e);
      return scheme.isEmpty()
          ? new Identity(
              Kind.NONE,
              http.explain(e),
              "check that the server runs, and host and port of the URL",
              Optional.empty())
          : new Identity(
              Kind.OTHER_SCHEME, scheme, WrongScheme.next(http.server().url()), Optional.empty());
    }
  }

  private static Identity known(Kind kind, String more, Optional<Duration> ahead) {
    return new Identity(kind, kind.label() + more, "", ahead);
  }

  private static Identity other(Said said, Optional<Duration> ahead) {
    if (WrongScheme.isTlsPort(said.head().code(), said.text())) {
      return new Identity(
          Kind.OTHER,
          WrongScheme.TLS_PORT,
          WrongScheme.next(URI.create(said.head().request().url().toString())),
          ahead);
    }
    int status = said.head().code();
    String seen = "neither Gitea nor Drone: it answers " + status + what(said.head());
    String next =
        switch (status) {
          case 502, 503, 504 -> "start the server; what answers is a proxy in front of it";
          case 301, 302, 303, 307, 308 -> "set the URL to where the server really is";
          case 401, 403, 407 ->
              "if a proxy asks for a login: http.headers or http.client-certificate";
          default -> "check host, port and path of the URL";
        };
    return new Identity(Kind.OTHER, seen, next, ahead);
  }

  /** The type of the answer, the name of the server and the host of a redirect. */
  private static String what(Response head) {
    String type = head.header("Content-Type", "");
    String server = head.header("Server", "");
    @Nullable HttpUrl to = HttpUrl.parse(String.valueOf(head.header("Location")));
    return (to == null
            ? ""
            : ", a redirect to " + to.scheme() + "://" + to.host() + ":" + to.port())
        + (type == null || type.isEmpty() ? "" : ", " + type.replaceFirst(";.*", ""))
        + (server == null || server.isEmpty() ? "" : ", from " + Text.neutral(server, 40));
  }

  private static boolean onlyDroneFields(JsonNode json) {
    return json.properties().stream().allMatch(field -> DRONE_FIELDS.contains(field.getKey()));
  }

  private static Said ask(Http http, String path) throws IOException {
    Request request =
        new Request.Builder()
            .url(HttpUrl.get(http.server().url() + path))
            .header("Accept", "application/json")
            .header("Cache-Control", "no-cache")
            .build();
    try (Response response = http.raw(request)) {
      String text = response.peekBody(MOST_BYTES).string();
      return new Said(response, text, json(text));
    }
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** Recognises HTTP on a port for TLS, and TLS on a port for HTTP. */
  private static final class WrongScheme {
    static final String TLS_PORT = "plain HTTP was sent to a port for TLS";

    /** How Go, nginx and Apache answer 400 to plain HTTP. */
    private static final Set<String> ASKS_FOR_TLS =
        Set.of(
            "HTTP request to an HTTPS server",
            "plain HTTP request was sent to HTTPS port",
            "plain HTTP to an SSL-enabled server port");

    private WrongScheme() {}

    static boolean isTlsPort(int status, String text) {
      return status == 400 && ASKS_FOR_TLS.stream().anyMatch(sign -> Text.contains(text, sign));
    }

    /** The text for such an exception; empty for another one. */
    static String of(IOException thrown) {
      for (Throwable e = thrown; e != null; e = e.getCause()) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof SSLException && message.contains("unrecognized SSL message")) {
          return "this port speaks no TLS, but perhaps plain HTTP";
        }
        // An alert of TLS, as bytes in the exceptions of OkHttp.
        if (message.contains("Unexpected status line: \u0015\u0003")
            || message.contains("content=1503")) {
          return TLS_PORT;
        }
      }
      return "";
    }

    static String next(URI url) {
      return "https".equals(url.getScheme())
          ? "write http:// in the URL, or the port for TLS"
          : "write https:// in the URL, or the port for plain HTTP";
    }
  }
}
