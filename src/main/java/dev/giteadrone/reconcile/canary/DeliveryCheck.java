package dev.giteadrone.reconcile.canary;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.server.Build;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.reconcile.Randomness;
import dev.giteadrone.reconcile.check.Found;
import dev.giteadrone.time.Poller;

/** Checks whether a push starts a build. */
record DeliveryCheck(CanaryRun run) {

  Found<Delivered> check(Repository repository) {
    Gateways gateways = run.gateways();
    Desired desired = run.desired();
    Credential gitea = run.gitea();
    String pipeline =
        CanaryPipeline.render(
            desired.canary(), desired.drone().runners(), new Randomness().nonce());
    String commit =
        gateways
            .gitea()
            .commits()
            .create(gitea, repository, CanaryWiring.PIPELINE, pipeline, "Prove that builds start");
    long pushed = System.nanoTime();
    String shown = commit.substring(0, Math.min(8, commit.length()));
    Poller.PollResult<Build> ended =
        run.poller()
            .until(
                "build",
                run.deadline().get().within(run.poller().pace().delivery()),
                run.poller().pace().buildLook(),
                () ->
                    gateways
                        .drone()
                        .builds()
                        .newest(run.drone(), repository.owner(), repository.name())
                        .stream()
                        .filter(build -> build.commit().equals(commit))
                        .findFirst()
                        .map(Poller.Poll::done)
                        .orElseGet(() -> Poller.Poll.notYet("no build yet for push " + shown)));
    if (ended.value().isEmpty()) {
      run.requireTime("waiting for a build of push " + shown, ended);
      return Found.nothing(
          CheckResult.failed(
              CheckId.WEBHOOK_DELIVERED,
              WebhookDiagnosis.ofSystem()
                  .of(
                      new WebhookDiagnosis.Push(repository.slug(), commit, ended.took(), false),
                      gateways.gitea().repositories().webhooks(gitea, repository),
                      desired.drone().url(),
                      desired.gitea().url())
                  .orElseThrow(),
              ended.took()));
    }
    Build build = ended.value().get();
    return Found.of(
        CheckResult.passed(
            CheckId.WEBHOOK_DELIVERED,
            "push "
                + shown
                + " → build "
                + build.number()
                + " after "
                + Elapsed.describe(ended.took()),
            ended.took()),
        new Delivered(repository, commit, build, pushed));
  }
}
