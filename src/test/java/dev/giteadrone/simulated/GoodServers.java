package dev.giteadrone.simulated;

import java.util.Map;

/**
 * What a Gitea and a Drone answer that are well and wired, so far as this program asks. Each secret
 * begins with {@link #SECRET}.
 */
public final class GoodServers {
  /** No message and no report may hold this. */
  public static final String SECRET = "s3cr3t";

  public static final String USER = "boss";
  public static final String REPOSITORY = "boss/canary";

  private static final String BOSS =
      "{\"id\":1,\"login\":\"boss\",\"email\":\"b@example.org\",\"is_admin\":true,\"active\":true}";
  private static final String APP =
      "{\"id\":4,\"name\":\"Drone\",\"client_id\":\"client-4\",\"client_secret\":\"s3cr3t-client\","
          + "\"redirect_uris\":[\"http://d/login\",\"DRONE/login\"],\"confidential_client\":true}";
  private static final String CANARY =
      "{\"id\":7,\"owner\":"
          + BOSS
          + ",\"name\":\"canary\",\"full_name\":\"boss/canary\",\"description\":\"d\","
          + "\"private\":true,\"empty\":false,\"default_branch\":\"main\","
          + "\"clone_url\":\"http://g/boss/canary.git\"}";
  private static final String DRONE_CANARY =
      "{\"id\":7,\"namespace\":\"boss\",\"name\":\"canary\",\"slug\":\"boss/canary\","
          + "\"active\":true}";
  private static final String BUILD =
      "{\"id\":1,\"number\":1,\"status\":\"success\",\"event\":\"push\",\"after\":\"c0ffee\","
          + "\"ref\":\"refs/heads/main\",\"stages\":[]}";
  private static final String COMMITTED = "{\"commit\":{\"sha\":\"c0ffee\"}}";

  private final String gitea;
  private final String drone;
  private final Map<String, CannedResponse> fixed;

  private boolean hasApp;

  /**
   * Both servers.
   *
   * @param hasApp whether the application is there from the start
   */
  public GoodServers(String gitea, String drone, boolean hasApp) {
    String app = APP.replace("DRONE", drone);
    this.hasApp = hasApp;
    this.gitea = gitea;
    this.drone = drone;
    this.fixed =
        Map.ofEntries(
            Map.entry(
                "GET /api/healthz",
                CannedResponse.json(
                    "{\"status\":\"pass\",\"checks\":{\"db\":[{\"status\":\"pass\"}]}}")),
            Map.entry("GET /api/v1/version", CannedResponse.json("{\"version\":\"1.26.0\"}")),
            Map.entry(
                "GET /.well-known/openid-configuration",
                CannedResponse.json("{\"issuer\":\"" + gitea + "/\"}")),
            Map.entry("GET /api/v1/user", CannedResponse.json(BOSS)),
            Map.entry("GET /api/v1/users/boss", CannedResponse.json(BOSS)),
            Map.entry(
                "GET /api/v1/users/search",
                CannedResponse.json("{\"ok\":true,\"data\":[" + BOSS + "]}")),
            Map.entry("POST /api/v1/admin/users", CannedResponse.json(201, BOSS)),
            Map.entry("PATCH /api/v1/admin/users/boss", CannedResponse.json(BOSS)),
            Map.entry(
                "GET /api/v1/users/boss/tokens",
                CannedResponse.json("[{\"id\":3,\"name\":\"a token\"}]")),
            Map.entry(
                "POST /api/v1/users/boss/tokens",
                CannedResponse.json(201, "{\"id\":3,\"name\":\"t\",\"sha1\":\"s3cr3t-token\"}")),
            Map.entry("DELETE /api/v1/users/boss/tokens/t", CannedResponse.empty(204)),
            Map.entry("GET /api/v1/user/applications/oauth2", CannedResponse.json("[" + app + "]")),
            Map.entry("POST /api/v1/user/applications/oauth2", CannedResponse.json(201, app)),
            Map.entry("PATCH /api/v1/user/applications/oauth2/4", CannedResponse.json(app)),
            Map.entry("DELETE /api/v1/user/applications/oauth2/4", CannedResponse.empty(204)),
            Map.entry(
                "POST /login/oauth/access_token",
                CannedResponse.json(
                    400,
                    "{\"error\":\"unauthorized_client\","
                        + "\"error_description\":\"client is not authorized\"}")),
            Map.entry("GET /api/v1/repos/boss/canary", CannedResponse.json(CANARY)),
            Map.entry("POST /api/v1/user/repos", CannedResponse.json(201, CANARY)),
            Map.entry("DELETE /api/v1/repos/boss/canary", CannedResponse.empty(204)),
            Map.entry(
                "GET /api/v1/repos/boss/canary/contents/old.yml",
                CannedResponse.json(
                    "{\"name\":\"old.yml\",\"path\":\"old.yml\",\"sha\":\"b10b\","
                        + "\"type\":\"file\"}")),
            Map.entry(
                "GET /api/v1/repos/boss/canary/contents/new.yml",
                CannedResponse.json(404, "{\"message\":\"The target couldn't be found.\"}")),
            Map.entry(
                "PUT /api/v1/repos/boss/canary/contents/old.yml", CannedResponse.json(COMMITTED)),
            Map.entry(
                "POST /api/v1/repos/boss/canary/contents/new.yml",
                CannedResponse.json(201, COMMITTED)),
            Map.entry(
                "GET /api/v1/repos/boss/canary/hooks",
                CannedResponse.json(
                    "[{\"id\":9,\"type\":\"gitea\",\"active\":true,"
                        + "\"config\":{\"url\":\"http://d/hook?secret=s3cr3t-hook\"}}]")),
            Map.entry(
                "GET /api/v1/repos/boss/canary/commits/c0ffee/statuses",
                CannedResponse.json(
                    "[{\"id\":5,\"context\":\"continuous-integration/drone/push\","
                        + "\"status\":\"success\"}]")),
            Map.entry("GET /", CannedResponse.page("<body>Dashboard")),
            Map.entry(
                "GET /user/sign_up",
                CannedResponse.page(
                    "<form method=post action=/user/sign_up><input name=user_name>"
                        + "<input name=email><input name=password><input name=retype></form>")),
            Map.entry(
                "POST /user/sign_up", CannedResponse.redirect("/", "i_like_gitea=in; Path=/")),
            Map.entry(
                "GET /user/login",
                CannedResponse.page(
                    "<form method=post action=/user/login><input name=user_name>"
                        + "<input type=password name=password></form>")),
            Map.entry("GET /user/settings/applications", CannedResponse.page("<body>Applications")),
            Map.entry(
                "GET /user/settings/applications/oauth2/4",
                CannedResponse.page(
                    "<input id=client-id value=client-4><form method=post"
                        + " action=/user/settings/applications/oauth2/4>"
                        + "<input name=application_name><textarea name=redirect_uris></textarea>"
                        + "<input type=checkbox name=confidential_client></form>")),
            Map.entry(
                "POST /user/settings/applications/oauth2/4",
                CannedResponse.redirect("/user/settings/applications")),
            Map.entry(
                "POST /login/oauth/grant",
                CannedResponse.redirect(drone + "/login?code=s3cr3t&state=x")),
            Map.entry("GET /version", CannedResponse.json("{\"version\":\"1.10.1\"}")),
            Map.entry("GET /varz", CannedResponse.json("{\"license\":{\"kind\":\"free\"}}")),
            Map.entry("POST /rpc/v2/ping", CannedResponse.empty(200)),
            Map.entry("POST /api/user/token", CannedResponse.json("{\"token\":\"s3cr3t-drone\"}")),
            Map.entry(
                "GET /api/user",
                CannedResponse.json(
                    "{\"id\":1,\"login\":\"boss\",\"admin\":true,\"active\":true,"
                        + "\"machine\":false,\"syncing\":false,\"synced\":2,\"last_login\":1}")),
            Map.entry("GET /api/user/repos", CannedResponse.json("[" + DRONE_CANARY + "]")),
            Map.entry("POST /api/user/repos", CannedResponse.json("[" + DRONE_CANARY + "]")),
            Map.entry("GET /api/repos/boss/canary", CannedResponse.json(DRONE_CANARY)),
            Map.entry("POST /api/repos/boss/canary", CannedResponse.json(DRONE_CANARY)),
            Map.entry("DELETE /api/repos/boss/canary", CannedResponse.json(DRONE_CANARY)),
            Map.entry("GET /api/repos/boss/canary/builds", CannedResponse.json("[" + BUILD + "]")),
            Map.entry("GET /api/repos/boss/canary/builds/1", CannedResponse.json(BUILD)));
  }

  /**
   * The answer to a request.
   *
   * @param path without its query
   * @param query empty if there is none
   * @param cookies those the request has
   */
  public CannedResponse answer(String method, String path, String query, String cookies) {
    String key = method + " " + path;
    return switch (key) {
      case "GET /login" -> login(query);
      case "GET /api/v1/user/applications/oauth2" ->
          hasApp ? fixed.getOrDefault(key, CannedResponse.empty(500)) : CannedResponse.json("[]");
      case "POST /api/v1/user/applications/oauth2" -> {
        hasApp = true;
        yield fixed.getOrDefault(key, CannedResponse.empty(500));
      }
      case "GET /login/oauth/authorize" ->
          cookies.contains("i_like_gitea")
              ? grant()
              : CannedResponse.redirect("/user/login", "redirect_to=authorize; Path=/");
      case "POST /user/login" ->
          CannedResponse.redirect(
              cookies.contains("redirect_to") ? "/login/oauth/authorize" : "/",
              "i_like_gitea=in; Path=/");
      default ->
          fixed.getOrDefault(key, CannedResponse.json(404, "{\"message\":\"no such stub\"}"));
    };
  }

  private CannedResponse login(String query) {
    if (query.contains("code=bogus")) {
      return CannedResponse.redirect("/login/error?message=client is not authorized");
    }
    if (query.contains("code=")) {
      return CannedResponse.redirect("/", "_session_=s3cr3t-session; Path=/");
    }
    return CannedResponse.redirect(
        gitea
            + "/login/oauth/authorize?client_id=client-4&state=x&redirect_uri="
            + drone
            + "/login",
        "_oauth_state_=x; Path=/");
  }

  private static CannedResponse grant() {
    return CannedResponse.page(
        "<form method=post action=/login/oauth/grant><input type=hidden name=client_id"
            + " value=client-4><button name=granted value=true>Yes</button></form>");
  }
}
