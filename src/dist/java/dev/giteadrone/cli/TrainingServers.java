package dev.giteadrone.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Answers as a Gitea and a Drone would that are connected, so far as {@code verify --level basic},
 * {@code plan} and a {@code bootstrap} without changes ask. A process of its own, so that its
 * classes do not get into the cache.
 */
final class TrainingServers {
  private static final String HEALTH =
      """
      {"status":"pass","description":"Gitea","checks":{"cache:ping":[{"status":"pass"}],\
      "database:ping":[{"status":"pass"}]}}\
      """;

  private static final String APP =
      """
      [{"id":1,"name":"Drone (DRONE)","client_id":"CLIENT","client_secret":"","confidential_client":true,\
      "redirect_uris":["http://DRONE/login"],"created":"2026-01-01T00:00:00Z"}]\
      """;

  private static final String DISCOVERY =
      """
      {"issuer":"http://GITEA","authorization_endpoint":"http://GITEA/login/oauth/authorize",\
      "token_endpoint":"http://GITEA/login/oauth/access_token"}\
      """;

  private static final String USER =
      """
      {"id":1,"login":"my-admin","email":"my-admin@my-domain.tld","is_admin":true,"active":true,\
      "admin":true,"machine":false,"prohibit_login":false,"created":"2026-01-01T00:00:00Z"}\
      """;

  private static final String DRONE_USER =
      "{\"id\":1,\"login\":\"my-admin\",\"machine\":false,\"admin\":true,\"active\":true,"
          + "\"syncing\":false,\"synced\":1,\"created\":1,\"updated\":1,\"last_login\":1}";

  private static final String AUTHORIZE =
      "http://GITEA/login/oauth/authorize?client_id=CLIENT"
          + "&redirect_uri=http%3A%2F%2FDRONE%2Flogin&response_type=code&state=0123456789abcdef";

  private static final Map<String, String> GITEA =
      Map.of(
          "/api/healthz", HEALTH,
          "/api/v1/user", USER,
          "/api/v1/version", "{\"version\":\"1.26.0\"}",
          "/.well-known/openid-configuration", DISCOVERY,
          "/api/v1/user/applications/oauth2", APP);

  private static final Map<String, String> DRONE =
      Map.of(
          "/version", "{\"version\":\"1.10.1\"}",
          "/varz", "{\"scm\":{\"url\":\"http://GITEA/\"},\"license\":{\"kind\":\"free\"}}",
          "/rpc/v2/ping", "",
          "/api/user", DRONE_USER);

  private final String gitea;
  private final String drone;

  private TrainingServers(String gitea, String drone) {
    this.gitea = gitea;
    this.drone = drone;
  }

  /** Takes the folder for the files of the host. Says "ready", and runs until it is ended. */
  public static void main(String[] args) throws IOException {
    HttpServer one = server();
    HttpServer two = server();
    TrainingServers servers = new TrainingServers(address(one), address(two));
    one.createContext("/", servers::gitea);
    two.createContext("/", servers::drone);
    one.start();
    two.start();
    TrainingHost.write(Path.of(args[0]), servers.gitea, servers.drone);
    Files.createFile(Path.of(args[0], "ready"));
  }

  private static HttpServer server() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  private static String address(HttpServer server) {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private void gitea(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/login/oauth/access_token")) {
      // So Gitea answers to a client secret that is right, and a code that is not.
      answer(
          exchange,
          400,
          "{\"error\":\"unauthorized_client\",\"error_description\":\"client is not authorized\"}");
    } else {
      answer(exchange, GITEA.containsKey(path) ? 200 : 404, GITEA.getOrDefault(path, "{}"));
    }
  }

  private void drone(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/login")) {
      boolean back = exchange.getRequestURI().getQuery() != null;
      String to =
          back ? "/login/error?message=unauthorized_client: client is not authorized" : AUTHORIZE;
      exchange.getResponseHeaders().add("Location", filled(to));
      exchange
          .getResponseHeaders()
          .add("Set-Cookie", "_oauth_state_=0123456789abcdef; Max-Age=1800");
      answer(exchange, 303, "");
    } else {
      answer(exchange, DRONE.containsKey(path) ? 200 : 404, DRONE.getOrDefault(path, "{}"));
    }
  }

  private void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = filled(text).getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("Content-Type", "application/json;charset=utf-8");
    exchange.getResponseHeaders().add("X-Total-Count", "1");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String filled(String text) {
    return text.replace("GITEA", gitea)
        .replace("DRONE", drone)
        .replace("CLIENT", TrainingHost.CLIENT);
  }
}
