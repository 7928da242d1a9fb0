package dev.giteadrone.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giteadrone.drone.RestDrone;
import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Server;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.Build;
import dev.giteadrone.model.server.DroneLogin;
import dev.giteadrone.model.server.MintedApp;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.model.server.SignUp;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.sandbox.server.GiteaServer;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A sandbox that was wired the way an operator would by hand, for tests of its runners. */
final class WiredSandbox implements AutoCloseable {
  static final String ADMIN = "sandbox-admin";
  static final Secret PASSWORD = Secret.of("a-long-password-7f3a");

  private final Sandbox sandbox;
  private final Credential owner = new Credential.Basic(ADMIN, PASSWORD);
  private final Secret token;

  private WiredSandbox(Sandbox sandbox) throws IOException {
    this.sandbox = sandbox;
    if (!(gitea().forms().signUp(ADMIN, ADMIN + "@my-domain.tld", PASSWORD)
        instanceof SignUp.Created)) {
      throw new IllegalStateException("cannot sign up");
    }
    MintedApp app = gitea().apps().create(owner, "Drone", sandbox.droneUrl() + "/login");
    writeSecrets(
        sandbox.hostFolder(),
        sandbox.operatorKeyFile(),
        "DRONE_GITEA_CLIENT_ID=%s\nDRONE_GITEA_CLIENT_SECRET=%s\nDRONE_RPC_SECRET=%s\n"
            .formatted(app.app().clientId(), app.secret().reveal(), GiteaServer.random()));
    sandbox.deploy();
    if (!(drone().login().as(ADMIN, PASSWORD) instanceof DroneLogin.LoggedIn in)) {
      throw new IllegalStateException("cannot log in");
    }
    this.token = in.token();
  }

  static WiredSandbox start(SandboxOptions options) throws IOException {
    Sandbox sandbox = Sandbox.start(options, Progress.SILENT);
    try {
      return new WiredSandbox(sandbox);
    } catch (IOException | RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /**
   * A client that has read something just now: after a restart, a write would meet a connection
   * that is dead, and is rightly not repeated.
   */
  RestGitea gitea() {
    RestGitea gitea = new RestGitea(http("Gitea", sandbox.giteaUrl(), sandbox.caCertificate()));
    gitea.instance().version(Credential.ANONYMOUS);
    return gitea;
  }

  /** Such a client, too. */
  RestDrone drone() {
    RestDrone drone =
        new RestDrone(
            http("Drone", sandbox.droneUrl(), sandbox.caCertificate()), sandbox.giteaUrl());
    drone.server().info();
    return drone;
  }

  Credential owner() {
    return owner;
  }

  Secret token() {
    return token;
  }

  /** Makes and activates a repository, pushes this pipeline and returns the build's number. */
  long push(String name, String pipeline) throws InterruptedException {
    RestGitea gitea = gitea();
    RestDrone drone = drone();
    Repository repository = gitea.repositories().create(owner, name, "");
    drone.accounts().sync(token);
    drone.repositories().activate(token, ADMIN, name);
    String commit = gitea.commits().create(owner, repository, ".drone.yml", pipeline, "Prove it");
    for (int i = 0; i < 1200; i++) {
      Optional<Build> build =
          drone.builds().newest(token, ADMIN, name).stream()
              .filter(b -> b.commit().equals(commit))
              .findFirst();
      if (build.isPresent()) {
        return build.get().number();
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("no build");
  }

  /** The build as soon as all its stages have this status, or it has ended. */
  Build await(String name, long number, String status) throws InterruptedException {
    RestDrone drone = drone();
    Build build = drone.builds().one(token, ADMIN, name, number);
    for (int i = 0; i < 1200; i++) {
      if (!build.stages().isEmpty()
          && build.stages().stream().allMatch(s -> s.finished() || s.status().equals(status))) {
        return build;
      }
      Thread.sleep(50);
      build = drone.builds().one(token, ADMIN, name, number);
    }
    throw new IllegalStateException("still " + build);
  }

  Build awaitEnd(String name, long number) throws InterruptedException {
    return await(name, number, "success");
  }

  /** What a step printed. */
  String log(String name, long build, int stage, int step) throws Exception {
    StringBuilder text = new StringBuilder();
    JsonNode lines =
        new ObjectMapper()
            .readTree(
                api(
                    "GET",
                    "/api/repos/%s/%s/builds/%d/logs/%d/%d"
                        .formatted(ADMIN, name, build, stage, step)));
    lines.forEach(line -> text.append(line.path("out").asText()));
    return text.toString();
  }

  void cancel(String name, long build) throws Exception {
    api("DELETE", "/api/repos/%s/%s/builds/%d".formatted(ADMIN, name, build));
  }

  @Override
  public void close() {
    sandbox.close();
  }

  /** Encrypts the secrets file with sops, as the operator does. */
  static void writeSecrets(Path host, Path key, String dotenv) throws IOException {
    Files.createDirectories(host.resolve(".secrets"));
    Process sops =
        new ProcessBuilder(
                Programs.ofEnvironment().program("sops").toString(),
                "encrypt",
                "--filename-override",
                ".secrets/drone.yaml",
                "--output",
                ".secrets/drone.yaml")
            .directory(host.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var in = sops.outputWriter()) {
      in.write("drone: |\n" + dotenv.indent(2));
    }
    if (sops.onExit().join().exitValue() != 0) {
      throw new IOException("sops cannot encrypt, key " + key);
    }
  }

  static Http http(String name, URI url, Optional<Path> ca) {
    return new Http(
        new Server(name, url, "test"),
        new HttpSettings(false, ca),
        new Timeline(),
        () -> Deadline.in(Duration.ofSeconds(60)));
  }

  /** Trusts the sandbox's authority, or whom Java trusts if it has none. */
  private SSLContext trust() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      KeyStore store = null;
      if (sandbox.caCertificate().isPresent()) {
        store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(sandbox.caCertificate().get())) {
          store.setCertificateEntry(
              "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
      }
      trust.init(store);
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private String api(String method, String path) throws IOException, InterruptedException {
    HttpResponse<String> answer;
    try (HttpClient client = HttpClient.newBuilder().sslContext(trust()).build()) {
      answer =
          client.send(
              HttpRequest.newBuilder(sandbox.droneUrl().resolve(path))
                  .header("Authorization", "Bearer " + token.reveal())
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
    }
    if (!List.of(200, 204).contains(answer.statusCode())) {
      throw new IOException(method + " " + path + ": " + answer.statusCode());
    }
    return answer.body();
  }
}
