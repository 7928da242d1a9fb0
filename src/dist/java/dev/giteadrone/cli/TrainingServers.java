package dev.giteadrone.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** What a connected Gitea and Drone answer to a run with nothing to do, on loopback. */
final class TrainingServers implements AutoCloseable {
  private final HttpServer gitea;
  private final HttpServer drone;

  TrainingServers() throws IOException {
    gitea = start(this::gitea);
    drone = start(this::drone);
  }

  /** The answer to one request. */
  private interface Answers {
    void to(HttpExchange request) throws IOException;
  }

  String giteaUrl() {
    return url(gitea);
  }

  String droneUrl() {
    return url(drone);
  }

  private void gitea(HttpExchange request) throws IOException {
    switch (request.getRequestURI().getPath()) {
      case "/api/healthz" ->
          json(request, 200, "{'status':'pass','checks':{'database:ping':[{}]}}");
      case "/api/v1/version" -> json(request, 200, "{'version':'1.26.0'}");
      case "/.well-known/openid-configuration" ->
          json(request, 200, "{'issuer':'" + giteaUrl() + "/'}");
      case "/api/v1/user" ->
          json(
              request,
              200,
              "{'id':1,'login':'admin','email':'admin@example.org','is_admin':true,'active':true}");
      case "/api/v1/user/applications/oauth2" ->
          json(
              request,
              200,
              "[{'id':1,'name':'Drone','client_id':'client','confidential_client':true,"
                  + "'redirect_uris':['"
                  + droneUrl()
                  + "/login']}]");
      case "/login/oauth/access_token" ->
          json(
              request,
              400,
              "{'error':'unauthorized_client','error_description':'client is not authorized'}");
      default -> json(request, 404, "{'message':'not found'}");
    }
  }

  private void drone(HttpExchange request) throws IOException {
    switch (request.getRequestURI().getPath()) {
      case "/version" -> json(request, 200, "{'version':'1.10.1'}");
      case "/varz" -> json(request, 200, "{'license':{'kind':'free'}}");
      case "/rpc/v2/ping" -> answer(request, 204, "");
      case "/api/user" ->
          json(
              request,
              200,
              "{'id':1,'login':'admin','admin':true,'active':true,'machine':false,"
                  + "'syncing':false,'synced':2,'last_login':1}");
      case "/login" -> login(request);
      default -> json(request, 404, "{'message':'not found'}");
    }
  }

  private void login(HttpExchange request) throws IOException {
    String query = request.getRequestURI().getRawQuery();
    boolean code = query != null && query.contains("code=");
    request
        .getResponseHeaders()
        .set(
            "Location",
            code
                ? "/login/error?message=client%20is%20not%20authorized"
                : giteaUrl()
                    + "/login/oauth/authorize?client_id=client&state=x&redirect_uri="
                    + droneUrl()
                    + "/login");
    request.getResponseHeaders().set("Set-Cookie", "_oauth_state_=x; Path=/");
    answer(request, 303, "");
  }

  private static void json(HttpExchange request, int status, String text) throws IOException {
    request.getResponseHeaders().set("Content-Type", "application/json");
    answer(request, status, text.replace('\'', '"'));
  }

  private static void answer(HttpExchange request, int status, String text) throws IOException {
    request.getRequestBody().readAllBytes();
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    request.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    request.getResponseBody().write(body);
    request.close();
  }

  private static HttpServer start(Answers answers) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", answers::to);
    server.start();
    return server;
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    gitea.stop(0);
    drone.stop(0);
  }
}
