package dev.giteadrone.testing;

import dev.giteadrone.drone.api.model.Build;
import dev.giteadrone.drone.api.model.CreateCronJob;
import dev.giteadrone.drone.api.model.CronJob;
import dev.giteadrone.drone.api.model.RepositorySecret;
import dev.giteadrone.gitea.api.model.CreateHookOption;
import dev.giteadrone.services.drone.BuildsApi;
import dev.giteadrone.services.drone.CronJobsApi;
import dev.giteadrone.services.drone.SecretsApi;
import dev.giteadrone.services.gitea.RepositoriesApi;
import dev.giteadrone.testing.internal.Arguments;
import dev.giteadrone.testing.internal.Calls;
import dev.giteadrone.testing.internal.PipelineFile;
import dev.giteadrone.testing.internal.WrongUse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A repository in Gitea that is active in Drone: each push starts a build. Created by {@link
 * GiteaDroneServers#createRepository}.
 */
public final class TestRepository {
  static final String DEFAULT_BRANCH = "main";

  private final ServersHandle servers;
  private final TestUser owner;
  private final String name;
  private final BuildWatch builds;
  private final ReentrantLock pushes = new ReentrantLock();

  TestRepository(ServersHandle servers, TestUser owner, String name) {
    this.servers = servers;
    this.owner = owner;
    this.name = name;
    this.builds =
        new BuildWatch(
            owner.username(), name, () -> owner.drone(BuildsApi.class), servers::logTails);
  }

  /** The owner. All methods act as this user. */
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

  /** Its page in Gitea. With {@code .git} at the end, git can clone it. */
  public URI url() {
    return URI.create(servers.giteaUrl() + "/" + fullName());
  }

  /**
   * Starts a commit with a file that is created or replaced.
   *
   * @param path such as {@code .drone.yml}
   */
  public Push file(String path, String text) {
    return new Push(this).file(path, text);
  }

  /** Starts a commit that deletes a file. */
  public Push delete(String path) {
    return new Push(this).delete(path);
  }

  /**
   * Stores a secret that pipelines can use with {@code from_secret}. Replaces a secret of the same
   * name.
   */
  public TestRepository secret(String secret, String value) {
    Arguments.secretName("secret(name, value)", secret);
    Arguments.present("secret(" + secret + ", value)", "value", value);
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
   * @throws IllegalArgumentException if one of them is wrong, or there is a job of this name
   */
  public TestRepository cron(String job, String expression) {
    Arguments.cronJob("cron(job, …)", job);
    Arguments.cronExpression("cron(" + job + ", expression)", expression);
    WrongUse taken =
        WrongUse.status(500, "there is a cron job of this name already", "choose another name");
    Calls.body(
        "creating the cron job " + job + " of " + fullName(),
        owner
            .drone(CronJobsApi.class)
            .createCronJob(
                owner.username(), name, new CreateCronJob(job, expression, DEFAULT_BRANCH)),
        taken.saying("UNIQUE"),
        taken.saying("duplicate"),
        WrongUse.status(
            400,
            "Drone cannot read the expression '" + expression + "'",
            "give six fields such as '0 30 4 * * *', or a word such as @daily"));
    return this;
  }

  /**
   * Runs a cron job now. Returns when the build has begun; {@link #awaitBuild(TestBuild)} waits for
   * its end.
   *
   * @throws IllegalArgumentException if there is no such job
   * @throws IllegalStateException if the default branch has no {@code .drone.yml}
   */
  public TestBuild runCron(String job) {
    CronJobsApi jobs = owner.drone(CronJobsApi.class);
    String what = "running the cron job " + job + " of " + fullName();
    List<String> known =
        Calls.body(what, jobs.listCronJobs(owner.username(), name)).stream()
            .map(CronJob::name)
            .toList();
    if (!known.contains(job)) {
      throw Arguments.wrong(
          "runCron(job)",
          job,
          fullName() + " has no such cron job, but " + known,
          "create it with cron(job, expression)");
    }
    return begun(
        pipelineFile(DEFAULT_BRANCH)
            .building(what, () -> jobs.runCronJob(owner.username(), name, job)));
  }

  /**
   * Builds the newest commit of a branch without a push. Returns when the build has begun.
   *
   * @throws IllegalArgumentException if there is no such branch
   * @throws IllegalStateException if the branch has no {@code .drone.yml}
   */
  public TestBuild build(String branch) {
    Arguments.branch("build(branch)", branch);
    return begun(
        pipelineFile(branch)
            .building(
                "building the branch " + branch + " of " + fullName(),
                () -> api().createBuild(owner.username(), name, branch, null)));
  }

  private PipelineFile pipelineFile(String branch) {
    return new PipelineFile(
        owner.gitea(RepositoriesApi.class), owner.username(), name, branch, servers.isAlone());
  }

  /** Builds the same commit again. Returns when the new build has begun. */
  public TestBuild rebuild(TestBuild build) {
    requireOwn(build);
    return begun(
        Calls.body(
            "restarting build " + build.number() + " of " + fullName(),
            api().restartBuild(owner.username(), name, build.number()),
            BuildWatch.absent(build.number())));
  }

  /**
   * Promotes a build to a target environment. Returns when the new build has begun; its event is
   * {@code promote}.
   *
   * @param target such as {@code production}
   */
  public TestBuild promote(TestBuild build, String target) {
    requireOwn(build);
    Arguments.present("promote(build, target)", "target", target);
    return begun(
        Calls.body(
            "promoting build " + build.number() + " of " + fullName(),
            api().promoteBuild(owner.username(), name, build.number(), target),
            BuildWatch.absent(build.number())));
  }

  /** Cancels a build that has not ended. */
  public void cancel(TestBuild build) {
    requireOwn(build);
    Calls.body(
        "cancelling build " + build.number() + " of " + fullName(),
        api().cancelBuild(owner.username(), name, build.number()),
        BuildWatch.absent(build.number()));
  }

  /**
   * Waits until the build of a push has ended.
   *
   * @throws dev.giteadrone.errors.WaitTimeoutException if it has not ended within the handle's
   *     limit
   */
  public TestBuild awaitBuild(TestCommit commit) {
    return awaitBuild(commit, servers.limit());
  }

  /** Waits until the build of a push has ended, at most for this time. */
  public TestBuild awaitBuild(TestCommit commit, Duration limit) {
    return builds.ofPush(commit.sha(), Arguments.limit("awaitBuild(commit, limit)", limit));
  }

  /**
   * Waits until a build has ended that was running when it was read.
   *
   * @throws dev.giteadrone.errors.WaitTimeoutException if it has not ended within the handle's
   *     limit
   */
  public TestBuild awaitBuild(TestBuild build) {
    return awaitBuild(build.number(), servers.limit());
  }

  /** Waits until the build of this number has ended, at most for this time. */
  public TestBuild awaitBuild(long number, Duration limit) {
    return builds.ended(
        Arguments.buildNumber("awaitBuild(number, limit)", number),
        Arguments.limit("awaitBuild(number, limit)", limit));
  }

  /**
   * Reads a build once, without waiting.
   *
   * @throws IllegalArgumentException if there is none of this number
   */
  public TestBuild readBuild(long number) {
    return builds.now(Arguments.buildNumber("readBuild(number)", number));
  }

  /**
   * Creates a webhook: Gitea calls a URL on each of these events.
   *
   * @param events such as {@code push}, {@code pull_request}; {@code push} if none is given
   * @throws IllegalArgumentException if Gitea has no such event, with a list of those it has
   */
  public TestRepository webhook(URI url, String... events) {
    Arguments.webUrl("webhook(url, …)", url);
    Arguments.events("webhook(url, events)", List.of(events));
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

  /** Pushes while no other thread pushes to this repository: Gitea refuses one of two at once. */
  <T> T pushing(Supplier<T> push) {
    pushes.lock();
    try {
      return push.get();
    } finally {
      pushes.unlock();
    }
  }

  private void requireOwn(TestBuild build) {
    if (!build.repository().equals(fullName())) {
      throw new IllegalArgumentException(
          "build " + build.number() + " is of " + build.repository() + ", not of " + fullName());
    }
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
