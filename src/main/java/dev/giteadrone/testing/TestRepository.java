package dev.giteadrone.testing;

import dev.giteadrone.drone.api.model.Build;
import dev.giteadrone.drone.api.model.CreateCronJob;
import dev.giteadrone.drone.api.model.RepositorySecret;
import dev.giteadrone.gitea.api.model.CreateHookOption;
import dev.giteadrone.services.drone.BuildsApi;
import dev.giteadrone.services.drone.CronJobsApi;
import dev.giteadrone.services.drone.SecretsApi;
import dev.giteadrone.services.gitea.RepositoriesApi;
import dev.giteadrone.testing.internal.Calls;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A repository in Gitea that is active in Drone: each push starts a build. Made by {@link
 * GiteaDroneServers#createRepository}.
 */
public final class TestRepository {
  static final String DEFAULT_BRANCH = "main";

  private final ServersHandle servers;
  private final TestUser owner;
  private final String name;
  private final BuildWatch builds;

  TestRepository(ServersHandle servers, TestUser owner, String name) {
    this.servers = servers;
    this.owner = owner;
    this.name = name;
    this.builds =
        new BuildWatch(owner.username(), name, owner.drone(BuildsApi.class), servers::logTails);
  }

  /** The user who owns it, and in whose name all this is done. */
  public TestUser owner() {
    return owner;
  }

  /** Its name; on servers that others use, too, it begins with the mark of the run. */
  public String name() {
    return name;
  }

  /** Owner and name, such as {@code me/demo}. */
  public String fullName() {
    return owner.username() + "/" + name;
  }

  /** Where Gitea shows it; with {@code .git} at its end, git clones it from there. */
  public URI url() {
    return URI.create(servers.giteaUrl() + "/" + fullName());
  }

  /**
   * Begins a commit with a file that is created or replaced.
   *
   * @param path such as {@code .drone.yml}
   */
  public Push file(String path, String text) {
    return new Push(this).file(path, text);
  }

  /** Begins a commit, as {@link #file} does; for one that only deletes files. */
  public Push delete(String path) {
    return new Push(this).delete(path);
  }

  /** Gives pipelines a secret, for {@code from_secret}; replaces the one of this name. */
  public TestRepository secret(String secret, String value) {
    SecretsApi api = owner.drone(SecretsApi.class);
    RepositorySecret wanted = new RepositorySecret(secret, value, false);
    String what = "setting the secret " + secret + " of " + fullName();
    if (Calls.found(what, api.updateSecret(owner.username(), name, secret, wanted)).isEmpty()) {
      Calls.body(what, api.createSecret(owner.username(), name, wanted));
    }
    return this;
  }

  /**
   * Creates a cron job for the default branch. {@link #runCron} runs it without waiting.
   *
   * @param job its name, lower case with hyphens
   * @param expression six fields, the first for seconds, or a word such as {@code @daily}
   */
  public TestRepository cron(String job, String expression) {
    Calls.body(
        "creating the cron job " + job + " of " + fullName(),
        owner
            .drone(CronJobsApi.class)
            .createCronJob(
                owner.username(), name, new CreateCronJob(job, expression, DEFAULT_BRANCH)));
    return this;
  }

  /** Runs a cron job now. The build has just begun: {@link #awaitBuild(TestBuild)} waits for it. */
  public TestBuild runCron(String job) {
    return begun(
        Calls.body(
            "running the cron job " + job + " of " + fullName(),
            owner.drone(CronJobsApi.class).runCronJob(owner.username(), name, job)));
  }

  /** Builds the head of a branch without a push. The build has just begun. */
  public TestBuild build(String branch) {
    return begun(
        Calls.body(
            "building the branch " + branch + " of " + fullName(),
            api().createBuild(owner.username(), name, branch, null)));
  }

  /** Builds the same commit again. The new build has just begun. */
  public TestBuild rebuild(TestBuild build) {
    return begun(
        Calls.body(
            "restarting build " + build.number() + " of " + fullName(),
            api().restartBuild(owner.username(), name, build.number())));
  }

  /**
   * Promotes a build to a target environment. The new build has just begun; its event is {@code
   * promote}.
   */
  public TestBuild promote(TestBuild build, String target) {
    return begun(
        Calls.body(
            "promoting build " + build.number() + " of " + fullName(),
            api().promoteBuild(owner.username(), name, build.number(), target)));
  }

  /** Cancels a build that has not ended. */
  public void cancel(TestBuild build) {
    Calls.body(
        "cancelling build " + build.number() + " of " + fullName(),
        api().cancelBuild(owner.username(), name, build.number()));
  }

  /**
   * Waits until the build of a push has ended.
   *
   * @throws dev.giteadrone.errors.WaitTimeoutException if it has not within the handle's limit
   */
  public TestBuild awaitBuild(TestCommit commit) {
    return awaitBuild(commit, servers.limit());
  }

  /** The same with a limit of its own. */
  public TestBuild awaitBuild(TestCommit commit, Duration limit) {
    return builds.ofPush(commit.sha(), limit);
  }

  /**
   * Waits until a build has ended that had not when it was read.
   *
   * @throws dev.giteadrone.errors.WaitTimeoutException if it has not within the handle's limit
   */
  public TestBuild awaitBuild(TestBuild build) {
    return awaitBuild(build.number(), servers.limit());
  }

  /** Waits until the build of this number has ended. */
  public TestBuild awaitBuild(long number, Duration limit) {
    return builds.ended(number, limit);
  }

  /** A build as it is now. */
  public TestBuild readBuild(long number) {
    return builds.now(number);
  }

  /**
   * Has Gitea call a URL.
   *
   * @param events such as {@code push}, {@code pull_request}; {@code push} if none is given
   */
  public TestRepository webhook(URI url, String... events) {
    Calls.body(
        "creating a webhook of " + fullName(),
        owner
            .gitea(RepositoriesApi.class)
            .createHook(
                owner.username(),
                name,
                new CreateHookOption(
                    "gitea",
                    Map.of("url", url.toString(), "content_type", "json"),
                    events.length == 0 ? List.of("push") : List.of(events),
                    true)));
    return this;
  }

  private BuildsApi api() {
    return owner.drone(BuildsApi.class);
  }

  private TestBuild begun(Build build) {
    return builds.test(build, false);
  }

  @Override
  public String toString() {
    return fullName();
  }
}
