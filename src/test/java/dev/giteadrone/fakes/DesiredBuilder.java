package dev.giteadrone.fakes;

import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.CanaryTarget;
import dev.giteadrone.model.desired.DeployTarget;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.DroneTarget;
import dev.giteadrone.model.desired.GiteaTarget;
import dev.giteadrone.model.desired.HostKey;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.desired.SecretsTarget;
import dev.giteadrone.model.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A configuration that differs from another one in what is set here, and in nothing else. Tests
 * make theirs with it, so that what a test does not name is kept.
 */
public final class DesiredBuilder {
  private final Path source;
  private URI giteaUrl;
  private String username;
  private String email;
  private AdminCreation way;
  private List<String> cli;
  private Optional<Secret> givenToken;
  private URI droneUrl;
  private final Set<RunnerType> runners;
  private String appName;
  private Optional<Secret> droneToken;
  private SecretsTarget secrets;
  private DeployTarget deploy;
  private CanaryTarget canary;
  private final NetworkOptions reach;

  private DesiredBuilder(Desired from) {
    source = from.source();
    giteaUrl = from.gitea().url();
    username = from.gitea().username();
    email = from.gitea().email();
    way = from.gitea().way();
    cli = from.gitea().cli();
    givenToken = from.gitea().givenToken();
    droneUrl = from.drone().url();
    runners = from.drone().runners();
    appName = from.drone().appName();
    droneToken = from.drone().givenToken();
    secrets = from.secrets();
    deploy = from.deploy();
    canary = from.canary();
    reach = from.reach();
  }

  /** Starts with {@code desired}. */
  public static DesiredBuilder of(Desired desired) {
    return new DesiredBuilder(desired);
  }

  /** Gitea's URL. */
  public DesiredBuilder giteaUrl(URI url) {
    giteaUrl = url;
    return this;
  }

  /** The administrator's user name and e-mail address. */
  public DesiredBuilder admin(String name, String address) {
    username = name;
    email = address;
    return this;
  }

  /** How the administrator may be created. */
  public DesiredBuilder way(AdminCreation other) {
    way = other;
    return this;
  }

  /** What Gitea's command line is reached with; nothing for none. */
  public DesiredBuilder cli(List<String> prefix) {
    cli = prefix;
    return this;
  }

  /** What {@code GITEA_TOKEN} holds. */
  public DesiredBuilder givenToken(Optional<Secret> token) {
    givenToken = token;
    return this;
  }

  /** Drone's URL. */
  public DesiredBuilder droneUrl(URI url) {
    droneUrl = url;
    return this;
  }

  /** The name of a new OAuth2 application. */
  public DesiredBuilder appName(String name) {
    appName = name;
    return this;
  }

  /** What {@code DRONE_TOKEN} holds. */
  public DesiredBuilder droneToken(Optional<Secret> token) {
    droneToken = token;
    return this;
  }

  /** With what the host decrypts its file. */
  public DesiredBuilder hostKey(HostKey key) {
    secrets = new SecretsTarget(secrets.host(), secrets.admin(), secrets.runner(), key);
    return this;
  }

  /** The deploy. */
  public DesiredBuilder deploy(DeployTarget other) {
    deploy = other;
    return this;
  }

  /** The operator deploys by hand. */
  public DesiredBuilder withoutDeploy() {
    deploy =
        new DeployTarget(List.of(), List.of(), List.of(), deploy.directory(), deploy.timeout());
    return this;
  }

  /** The canary. */
  public DesiredBuilder canary(CanaryTarget other) {
    canary = other;
    return this;
  }

  /** The configuration. */
  public Desired build() {
    return new Desired(
        source,
        new GiteaTarget(giteaUrl, username, email, way, cli, givenToken),
        new DroneTarget(droneUrl, runners, appName, droneToken),
        secrets,
        deploy,
        canary,
        reach);
  }
}
