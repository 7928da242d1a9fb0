package dev.giteadrone.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.giteadrone.RunOn;
import dev.giteadrone.drone.RestDrone;
import dev.giteadrone.fakes.DesiredBuilder;
import dev.giteadrone.fakes.FakeFiles;
import dev.giteadrone.fakes.InMemoryGateways;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Server;
import dev.giteadrone.model.desired.CanaryTarget;
import dev.giteadrone.model.desired.DeployJob;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.run.Commands;
import dev.giteadrone.simulated.CannedResponse;
import dev.giteadrone.simulated.GoodServers;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Pace;
import dev.giteadrone.time.Timeline;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A Gitea and a Drone that are wired and slow, over real sockets, with the files and the deploy in
 * memory. They know which secrets they have: a new one works only after a deploy.
 */
final class SlowHost implements AutoCloseable {
  private static final Executor WHEN_IT_GOES_ON =
      CompletableFuture.delayedExecutor(
          Trouble.STOPPED.toMillis(),
          TimeUnit.MILLISECONDS,
          task -> Thread.ofPlatform().daemon().start(task));

  private static final String STAGES =
      "\"stages\":[" + stage(1, "docker") + "," + stage(2, "exec") + "]";

  final Gate gitea;
  final Gate drone;
  final InMemoryServers world = new InMemoryServers();
  private final Pace pace;
  private final Trouble trouble;
  private final GoodServers good;
  private final List<String> received = new ArrayList<>();
  private final List<String> acted = new ArrayList<>();
  private String clientSecret = "s3cr3t-client";

  /**
   * A host where all is as it should be, but for its trouble.
   *
   * @param upstream the port of the server that asks {@link #answer}
   */
  SlowHost(Pace pace, Trouble trouble, int upstream) {
    this.pace = pace;
    this.trouble = trouble;
    this.gitea = new Gate(upstream);
    this.drone = new Gate(upstream);
    this.good = new GoodServers(gitea.url(), drone.url(), true);
    FakeFiles.admin(world)
        .write(
            FakeFiles.admin(world).read().revision(),
            new AdminRecord(
                Map.of(
                    AdminKey.USERNAME, Secret.of(GoodServers.USER),
                    AdminKey.PASSWORD, Secret.of("s3cr3t-password"),
                    AdminKey.TOKEN, Secret.of("s3cr3t-admin"),
                    AdminKey.TOKEN_NAME, Secret.of("a token"),
                    AdminKey.DRONE_TOKEN, Secret.of("s3cr3t-drone"),
                    AdminKey.CREATED_APPS, Secret.of("client-4"))));
    world.edit(Variable.DRONE_GITEA_CLIENT_ID, Optional.of(Secret.of("client-4")));
    world.edit(Variable.DRONE_GITEA_CLIENT_SECRET, Optional.of(Secret.of(clientSecret)));
    world.edit(Variable.DRONE_RPC_SECRET, Optional.of(Secret.of("s3cr3t-rpc-0123456789")));
    world.live().putAll(FakeFiles.host(world).read().value().values());
  }

  /** The program on this host. */
  Commands program(Duration timeout) {
    Desired desired =
        DesiredBuilder.of(TestConfig.desired())
            .giteaUrl(URI.create(gitea.url()))
            .admin(GoodServers.USER, "b@example.org")
            .droneUrl(URI.create(drone.url()))
            .appName("Drone")
            .canary(new CanaryTarget("canary", "busybox", false, "never"))
            .build();
    return RunOn.at(pace, desired, RunOptions.DEFAULT.withTimeout(timeout), this::gateways);
  }

  private Gateways gateways(Timeline timeline, Supplier<Deadline> deadline) {
    HttpSettings settings =
        new HttpSettings(false, Optional.empty(), pace, NetworkOptions.STRAIGHT);
    return InMemoryGateways.of(
        world,
        new RestGitea(
            new Http(
                new Server("Gitea", URI.create(gitea.url()), ProblemId.GITEA_READY),
                settings,
                timeline,
                deadline)),
        Optional.empty(),
        new RestDrone(
            new Http(
                new Server("Drone", URI.create(drone.url()), ProblemId.DRONE_READY),
                settings,
                timeline,
                deadline),
            URI.create(gitea.url())));
  }

  /** What the files hold. */
  List<Object> files() {
    return List.of(world.adminFile(), world.hostFile());
  }

  /** The deploys that were started. */
  List<DeployJob> jobs() {
    return List.copyOf(world.jobs());
  }

  synchronized List<String> received() {
    return List.copyOf(received);
  }

  /** The requests that changed a server. */
  synchronized List<String> acted() {
    return List.copyOf(acted);
  }

  /** The servers' side. */
  synchronized ResponseDefinition answer(Request request) {
    boolean ofGitea = gitea.host().equals(request.getHeader("Host"));
    String url = request.getUrl();
    int query = url.indexOf('?');
    String path = query < 0 ? url : url.substring(0, query);
    String key = (ofGitea ? "gitea " : "drone ") + request.getMethod().getName() + " " + path;
    int number = received.size();
    received.add(key);
    if (FaultCase.mutation(key)) {
      acted.add(key);
    }
    CannedResponse answer = answer(request, path, query < 0 ? "" : url.substring(query + 1));
    return switch (trouble) {
      case Trouble.None ignored -> Fault.plainly(answer).build();
      case Trouble.Late late ->
          late.gitea() == ofGitea && (!late.onceDeployed() || !world.jobs().isEmpty())
              ? Fault.plainly(answer).withFixedDelay((int) late.by().toMillis()).build()
              : Fault.plainly(answer).build();
      case Trouble.LateOnce once ->
          once.path().equals(path) && received.indexOf(key) == number
              ? Fault.plainly(answer).withFixedDelay((int) once.by().toMillis()).build()
              : Fault.plainly(answer).build();
      case Trouble.Lost lost ->
          lost.at() == number
              ? aResponse()
                  .withFault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)
                  .build()
              : Fault.plainly(answer).build();
      case Trouble.Stopped stopped -> {
        if (stopped.at() == number) {
          Gate gate = ofGitea ? gitea : drone;
          gate.stop();
          WHEN_IT_GOES_ON.execute(gate::goOn);
        }
        yield Fault.plainly(answer).build();
      }
    };
  }

  private CannedResponse answer(Request request, String path, String query) {
    String key = request.getMethod().getName() + " " + path;
    if (key.equals("POST /login/oauth/access_token")) {
      boolean right = request.getBodyAsString().contains("client_secret=" + clientSecret + "&");
      return right ? plain(request, path, query) : refusal("invalid client secret");
    }
    if (key.equals("PATCH /api/v1/user/applications/oauth2/4")) {
      String old = clientSecret;
      clientSecret = "s3cr3t-client-" + received.size();
      CannedResponse answer = plain(request, path, query);
      return new CannedResponse(
          answer.status(),
          answer.type(),
          answer.body().replace('"' + old.substring(0, 13) + '"', '"' + clientSecret + '"'),
          answer.headers());
    }
    if (key.equals("POST /rpc/v2/ping")) {
      String sent = request.getHeader("X-Drone-Token");
      return CannedResponse.empty(live(Variable.DRONE_RPC_SECRET).equals(sent) ? 200 : 401);
    }
    if (query.contains("code=bogus")
        && !live(Variable.DRONE_GITEA_CLIENT_SECRET).equals(clientSecret)) {
      return CannedResponse.redirect("/login/error?message=invalid client secret");
    }
    return plain(request, path, query);
  }

  private static String stage(int number, String type) {
    return "{\"id\":N,\"repo_id\":7,\"build_id\":1,\"number\":N,\"name\":\"TYPE\",\"type\":\"TYPE\","
            .replace("N", String.valueOf(number))
            .replace("TYPE", type)
        + "\"status\":\"success\",\"errignore\":false,\"exit_code\":0,\"machine\":\"m\","
        + "\"os\":\"linux\",\"arch\":\"amd64\",\"started\":1,\"stopped\":2,\"created\":1,"
        + "\"updated\":1,\"version\":1,\"on_success\":true,\"on_failure\":true}";
  }

  private static CannedResponse refusal(String text) {
    return CannedResponse.json(
        400, "{\"error\":\"unauthorized_client\",\"error_description\":\"" + text + "\"}");
  }

  private CannedResponse plain(Request request, String path, String query) {
    CannedResponse answer =
        good.answer(
            request.getMethod().getName(),
            path.replace("/.drone.yml", "/old.yml"),
            query,
            Optional.ofNullable(request.getHeader("Cookie")).orElse(""));
    return new CannedResponse(
        answer.status(),
        answer.type(),
        answer
            .body()
            .replace("\"description\":\"d\"", "\"description\":\"Canary of gitea-drone: x\"")
            .replace("http://d/hook", drone.url() + "/hook")
            .replace("\"stages\":[]", STAGES),
        answer.headers());
  }

  private String live(Variable variable) {
    return world.live().getOrDefault(variable, Secret.of("")).reveal();
  }

  @Override
  public void close() {
    gitea.close();
    drone.close();
  }
}
