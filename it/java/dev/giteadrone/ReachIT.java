package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Server;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.server.GiteaState;
import dev.giteadrone.model.server.Obstacle;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import dev.giteadrone.servers.Loopback;
import dev.giteadrone.servers.RealProcess;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real servers that are not reached straight: behind a real nginx that wants a header or a client
 * certificate, and through a real forward proxy that wants a password.
 */
final class ReachIT {
  private static final String VALUE = "let-me-through-4711";
  private static final String NAME = "git.my-domain.test";

  @TempDir private static Path folder;
  private static HostFixture bed;
  private static Snapshot blank;
  private static RealProcess nginx;
  private static ForwardProxy tinyproxy;
  private static int giteaDoor;
  private static int droneDoor;
  private static int tlsDoor;

  @BeforeAll
  static void start() throws Exception {
    bed = HostFixture.start(SandboxOptions.blank().withRunners(EnumSet.of(RunnerType.EXEC)));
    blank = bed.sandbox.snapshot();
    giteaDoor = Loopback.freePort();
    droneDoor = Loopback.freePort();
    tlsDoor = Loopback.freePort();
    certificates();
    Files.writeString(folder.resolve("nginx.conf"), nginxConf());
    nginx =
        RealProcess.start(folder, tlsDoor, "nginx", "-p", folder.toString(), "-c", "nginx.conf");
    tinyproxy = ForwardProxy.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    tinyproxy.close();
    nginx.close();
    bed.close();
  }

  @BeforeEach
  void blankAgain() throws IOException {
    bed.sandbox.restore(blank);
    // Nginx appends, so this is where it goes on.
    Files.writeString(folder.resolve("access.log"), "");
  }

  @Test
  void blankHostIsBootstrappedThroughASignOnProxyThatWantsAHeader() throws IOException {
    Desired desired = desired(behindDoors() + "  headers: { X-Access: $DOOR }\n");

    RunReport report = bed.program(desired, RunOptions.DEFAULT).bootstrap();

    assertThat(report.problem()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.toString()).doesNotContain(VALUE);
    assertThat(Files.readString(folder.resolve("access.log")))
        .contains("GET 200 /api/healthz", "/login/oauth/authorize", "POST 200 /api/user/repos");
  }

  /** Not further than the first web session, whose cookies tinyproxy 1.11 loses in plain HTTP. */
  @Test
  void blankHostIsWiredByPlainHttpThroughAForwardProxyThatWantsAPassword() {
    Desired desired = desired("http: { proxy: $SOME_PROXY }\n");

    RunReport report = bed.program(desired, RunOptions.DEFAULT.withLevel(Level.BASIC)).bootstrap();

    assertThat(report.problem()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    String gitea = bed.sandbox.giteaUrl().toString();
    String drone = bed.sandbox.droneUrl().toString();
    assertThat(tinyproxy.requests())
        .contains(
            "GET " + gitea + "/api/healthz",
            "POST " + gitea + "/api/v1/user/applications/oauth2",
            "GET " + drone + "/login?code=",
            "POST " + drone + "/rpc/v2/ping");
  }

  @Test
  void signOnProxyWithoutItsHeaderIsTold() throws IOException {
    Desired desired = desired(behindDoors());

    RunReport report =
        bed.program(desired, RunOptions.DEFAULT.withTimeout(Duration.ofSeconds(2))).bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(report.problem().orElseThrow().summary()).contains(" at 127.0.0.1:" + giteaDoor);
    assertThat(report.problem().orElseThrow().seen())
        .contains("health answers 403", "http.headers");
    assertThat(report.mutations()).isZero();
  }

  @Test
  void nameThatResolvesNowhereIsConnectedToWithItsOwnNameInTlsAndAClientCertificate()
      throws IOException {
    String url = "https://" + NAME;
    String reach =
        "http:\n  connect-to: { %s: 127.0.0.1:%d }\n  ca: %s/ca.crt\n"
            .formatted(NAME, tlsDoor, folder);

    assertThat(state(url, reach + clientCertificate(), Map.of()))
        .isInstanceOf(GiteaState.Ready.class);
    assertThat(state(url, reach, Map.of()))
        .isInstanceOfSatisfying(
            GiteaState.NotReady.class,
            not -> assertThat(not.seen()).contains("400", "http.client-certificate"));
    assertThat(state(url, "http:\n  ca: " + folder + "/ca.crt\n", Map.of()))
        .isInstanceOfSatisfying(
            GiteaState.Blocked.class,
            blocked ->
                assertThat(blocked.obstacle().seen())
                    .isEqualTo("the host name " + NAME + " does not resolve"));
  }

  @Test
  void tlsOverIpv6GoesThroughTheTunnelOfAForwardProxy() throws IOException {
    String url = "https://[::1]:" + tlsDoor;
    String reach =
        "http:\n  proxy: $SOME_PROXY\n  ca: " + folder + "/ca.crt\n" + clientCertificate();

    assertThat(state(url, reach, environment())).isInstanceOf(GiteaState.Ready.class);
    assertThat(tinyproxy.requests()).contains("CONNECT [::1]:" + tlsDoor);

    Map<String, String> stranger = Map.of("SOME_PROXY", tinyproxy.urlOfAStranger());
    assertThat(state(url, reach, stranger))
        .isInstanceOfSatisfying(
            GiteaState.Blocked.class,
            blocked -> {
              assertThat(blocked.obstacle().patience()).isEqualTo(Obstacle.Patience.NONE);
              assertThat(blocked.obstacle().seen())
                  .contains("the proxy refuses us without valid credentials");
            });
    // Straight: over IPv6 alone.
    assertThat(state(url, reach.replace("$SOME_PROXY", "none"), Map.of()))
        .isInstanceOf(GiteaState.Ready.class);
  }

  private static GiteaState state(String url, String reach, Map<String, String> environment)
      throws IOException {
    Path file = folder.resolve("gitea-drone.yaml");
    Files.writeString(
        file,
        """
        gitea: { url: "%s", admin: { username: me } }
        drone: { url: https://drone.my-domain.test }
        secrets: { file: drone.yaml }
        """
                .formatted(url)
            + reach);
    Desired desired = ConfigFile.load(file, environment);
    return new RestGitea(
            new Http(
                new Server("Gitea", URI.create(url), ProblemId.GITEA_READY),
                new HttpSettings(false, Optional.empty(), desired.reach()),
                new Timeline(),
                () -> Deadline.in(Duration.ofSeconds(20))))
        .instance()
        .state();
  }

  private static String clientCertificate() {
    return "  client-certificate: { certificate: %s/client.crt, key: %s/client.key }\n"
        .formatted(folder, folder);
  }

  private static String behindDoors() {
    return "http:\n  connect-to:\n    \"%s\": 127.0.0.1:%d\n    \"%s\": 127.0.0.1:%d\n"
        .formatted(
            bed.sandbox.giteaUrl().getAuthority(),
            giteaDoor,
            bed.sandbox.droneUrl().getAuthority(),
            droneDoor);
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(bed.environment());
    environment.put("DOOR", VALUE);
    environment.put("SOME_PROXY", tinyproxy.url());
    return environment;
  }

  private static Desired desired(String reach) {
    return bed.desiredWith(reach, environment());
  }

  private static void certificates() throws Exception {
    make("ca", "-x509", "-out", "ca.crt");
    sign("server", "subjectAltName=DNS:" + NAME + ",IP:::1\n");
    sign("client", "extendedKeyUsage=clientAuth\n");
  }

  private static void sign(String name, String extensions) throws Exception {
    make(name, "-out", name + ".csr");
    Files.writeString(folder.resolve(name + ".ext"), extensions);
    RealProcess.run(
        folder,
        "openssl",
        "x509",
        "-req",
        "-in",
        name + ".csr",
        "-CA",
        "ca.crt",
        "-CAkey",
        "ca.key",
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        name + ".ext",
        "-out",
        name + ".crt");
  }

  private static void make(String name, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                name + ".key",
                "-subj",
                "/CN=" + name));
    command.addAll(List.of(more));
    RealProcess.run(folder, command.toArray(String[]::new));
  }

  private static String nginxConf() {
    return """
    %s
    daemon off;
    pid nginx.pid;
    error_log stderr;
    events {}
    http {
      log_format short '$request_method $status $uri';
      access_log %s/access.log short;
      client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi; scgi_temp_path scgi;
      proxy_set_header Host $http_host;
      server {
        listen 127.0.0.1:%d;
        if ($http_x_access != "%s") { return 403; }
        location / { proxy_pass %s; }
      }
      server {
        listen 127.0.0.1:%d;
        if ($http_x_access != "%s") { return 403; }
        location / { proxy_pass %s; }
      }
      server {
        listen 127.0.0.1:%d ssl;
        listen [::1]:%d ssl;
        ssl_certificate server.crt;
        ssl_certificate_key server.key;
        ssl_client_certificate ca.crt;
        ssl_verify_client on;
        location / { proxy_pass %s; }
      }
    }
    """
        .formatted(
            System.getProperty("user.name").equals("root") ? "user root;" : "",
            folder,
            giteaDoor,
            VALUE,
            bed.sandbox.giteaUrl(),
            droneDoor,
            VALUE,
            bed.sandbox.droneUrl(),
            tlsDoor,
            tlsDoor,
            bed.sandbox.giteaUrl());
  }
}
