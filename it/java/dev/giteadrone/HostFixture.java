package dev.giteadrone;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.drone.Drone;
import dev.giteadrone.drone.RestDrone;
import dev.giteadrone.fakes.DesiredBuilder;
import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.CanaryTarget;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.sandbox.GiteaVersion;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.secrets.AdminFile;
import dev.giteadrone.secrets.HostFile;
import dev.giteadrone.secrets.SopsAdminFile;
import dev.giteadrone.secrets.SopsHostFile;
import dev.giteadrone.secrets.SopsProgram;
import dev.giteadrone.servers.RawApi;
import dev.giteadrone.servers.TestHttp;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * A sandbox, the operator who sits at it, and what a test wants to know of or do to its servers.
 */
public final class HostFixture implements AutoCloseable {
  public final Sandbox sandbox;
  private final int host;
  private final Map<String, String> environment;

  private HostFixture(Sandbox sandbox, int host) {
    this.sandbox = sandbox;
    this.host = host;
    this.environment = new HashMap<>(sandbox.environment());
    this.environment.put("XDG_STATE_HOME", sandbox.hostFolder().resolveSibling("state").toString());
  }

  public static HostFixture start(SandboxOptions options) {
    return new HostFixture(Sandbox.start(options, Progress.SILENT), 0);
  }

  static HostFixture start(GiteaVersion gitea, SandboxOptions options) {
    return new HostFixture(gitea.start(options), 0);
  }

  /** A sandbox whose servers work together already; nothing was pushed yet. */
  public static HostFixture wired(SandboxOptions options) {
    return new HostFixture(Sandbox.startWired(options, Progress.SILENT), 0);
  }

  /** The operator of another host of the same sandbox. */
  HostFixture operator(int other) {
    return new HostFixture(sandbox, other);
  }

  Map<String, String> environment() {
    return environment;
  }

  public Desired desired() {
    return ConfigFile.load(sandbox.configFile(host), Map.of());
  }

  /** The configuration with another way to the administrator. */
  Desired desired(AdminCreation way, Optional<Secret> givenToken) {
    DesiredBuilder changed = DesiredBuilder.of(desired()).way(way).givenToken(givenToken);
    return (way == AdminCreation.CLI ? changed : changed.cli(List.of())).build();
  }

  /** The same with a given Drone token. */
  static Desired withDroneToken(Desired desired, Secret token) {
    return DesiredBuilder.of(desired).droneToken(Optional.of(token)).build();
  }

  /** The configuration without a deploy command. */
  Desired withoutDeploy() {
    return DesiredBuilder.of(desired()).withoutDeploy().build();
  }

  /**
   * The configuration and one more section.
   *
   * @param section its YAML text
   * @param variables the environment it may name
   */
  Desired desiredWith(String section, Map<String, String> variables) {
    try {
      Path file = sandbox.configFile(host).resolveSibling("more.yaml");
      Files.writeString(file, Files.readString(sandbox.configFile(host)) + section);
      return ConfigFile.load(file, variables);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The configuration with a clone step. */
  Desired withClone() {
    Desired file = desired();
    CanaryTarget canary = file.canary();
    return DesiredBuilder.of(file)
        .canary(
            new CanaryTarget(
                canary.repository(), canary.image(), true, canary.pull(), canary.arch()))
        .build();
  }

  /** Copies another operator's admin file, as two hosts of one repository share it. */
  void adoptAdminOf(HostFixture other) {
    try {
      Files.createDirectories(desired().secrets().admin().getParent());
      Files.copy(other.desired().secrets().admin(), desired().secrets().admin());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    editAdmin(record -> record.without(AdminKey.DRONE_TOKEN));
  }

  /** The sops program. */
  public String sops() {
    return SopsProgram.from(environment);
  }

  Commands program(Desired desired, RunOptions options) {
    return Commands.of(
        desired, options.withCaCertificate(sandbox.caCertificate()), Progress.SILENT, environment);
  }

  public RunReport bootstrap() {
    return program(desired(), RunOptions.DEFAULT).bootstrap();
  }

  public RunReport bootstrap(RunOptions options) {
    return program(desired(), options).bootstrap();
  }

  public Gitea gitea() {
    return new RestGitea(TestHttp.to("Gitea", sandbox.giteaUrl(), sandbox.caCertificate()));
  }

  public Drone drone() {
    return new RestDrone(
        TestHttp.to("Drone", sandbox.droneUrl(), sandbox.caCertificate()), sandbox.giteaUrl());
  }

  /** Requests to Gitea that the program never sends. */
  RawApi giteaApi(Credential who) {
    return new RawApi(TestHttp.to("Gitea", sandbox.giteaUrl(), sandbox.caCertificate()), who);
  }

  /** Requests to Drone that the program never sends. */
  RawApi droneApi(Credential who) {
    return new RawApi(TestHttp.to("Drone", sandbox.droneUrl(), sandbox.caCertificate()), who);
  }

  /** What Drone builds of the administrator's pushes; the servers must be wired. */
  public Builds builds() {
    return new Builds(this);
  }

  AdminFile adminFile() {
    return new SopsAdminFile(
        desired().secrets().admin(),
        subprocess(),
        HostFixture::soon,
        SopsProgram.from(environment));
  }

  HostFile hostFile() {
    return new SopsHostFile(
        desired().secrets().host(), subprocess(), HostFixture::soon, SopsProgram.from(environment));
  }

  public AdminRecord admin() {
    return adminFile().read().value();
  }

  public HostSecrets secrets() {
    return hostFile().read().value();
  }

  Credential.Token token() {
    return new Credential.Token(admin().get(AdminKey.TOKEN).orElseThrow());
  }

  public Credential.Basic basic() {
    return new Credential.Basic(
        desired().gitea().username(), admin().get(AdminKey.PASSWORD).orElseThrow());
  }

  /**
   * Sets variables of the host's file with sops, as an operator would; a blank one stays as {@code
   * NAME=}.
   */
  void edit(Map<Variable, Secret> changes) {
    String file = desired().secrets().host().file().toString();
    String text =
        run(List.of(sops(), "decrypt", "--extract", "[\"drone\"]", file), new byte[0]).text();
    for (Map.Entry<Variable, Secret> change : changes.entrySet()) {
      text =
          text.replaceAll(
              "(?m)^" + change.getKey() + "=.*$",
              Matcher.quoteReplacement(change.getKey() + "=" + change.getValue().reveal()));
    }
    String json =
        "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    Subprocess.Result set =
        run(
            List.of(sops(), "set", "--value-stdin", file, "[\"drone\"]"),
            json.getBytes(StandardCharsets.UTF_8));
    if (set.exitCode() != 0) {
      throw new AssertionError("sops set: " + set.stderr());
    }
  }

  /** Changes the admin file, as an operator would with sops. */
  void editAdmin(java.util.function.UnaryOperator<AdminRecord> change) {
    Stored<AdminRecord> stored = adminFile().read();
    adminFile().write(stored.revision(), change.apply(stored.value()));
  }

  byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a program with the operator's environment. */
  public Subprocess.Result run(List<String> argv, byte[] stdin) {
    return subprocess()
        .run(new Subprocess.Command(argv, sandbox.hostFolder(host), Map.of(), true), stdin, soon());
  }

  private Subprocess subprocess() {
    return new Subprocess(new Timeline(), environment);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(60));
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
