package dev.giteadrone.faults;

import dev.giteadrone.drone.Drone;
import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.DroneLogin;
import dev.giteadrone.model.server.GiteaState;
import dev.giteadrone.model.server.LiveClient;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.model.server.RpcProbe;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.model.server.SignUp;
import dev.giteadrone.model.server.SignUpPage;
import dev.giteadrone.model.server.WebSignIn;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * A method of a port.
 *
 * @param call what it answers; a method without a result answers "done"
 * @param admits whether this result, which is not the usual one, claims nothing that a fault cannot
 *     have told
 */
record Operation(
    String name, BiFunction<Gitea, Drone, Object> call, BiPredicate<Fault, Object> admits) {
  private static final Credential TOKEN = new Credential.Token(Secret.of("s3cr3t-admin"));
  private static final Credential.Basic BASIC =
      new Credential.Basic("boss", Secret.of("s3cr3t-password"));
  private static final Secret DRONE = Secret.of("s3cr3t-drone");
  private static final OAuthApp APP =
      new OAuthApp(4, "Drone", "client-4", List.of("http://d/login"), true);
  private static final Repository CANARY =
      new Repository(7, "boss", "canary", "d", true, "http://g/boss/canary.git");

  /** All that send something. */
  static List<Operation> all() {
    return List.of(
        admitting(
            "gitea.instance.state",
            (g, d) -> g.instance().state(),
            (f, r) -> r instanceof GiteaState.NotReady || r instanceof GiteaState.Blocked),
        of("gitea.instance.version", (g, d) -> g.instance().version(TOKEN)),
        admitting(
            "gitea.instance.rootUrl",
            (g, d) -> g.instance().rootUrl(),
            Operation::emptyIfForbidden),
        admitting("gitea.users.signIn", (g, d) -> g.users().signIn(TOKEN), Operation::refusedIf401),
        of("gitea.users.find", (g, d) -> g.users().find(TOKEN, "boss")),
        of("gitea.users.count", (g, d) -> g.users().count(TOKEN)),
        of(
            "gitea.users.create",
            (g, d) -> g.users().create(TOKEN, "boss", "b@example.org", Secret.of("s3cr3t-first"))),
        doing("gitea.users.makeAdmin", (g, d) -> g.users().makeAdmin(TOKEN, "boss")),
        doing(
            "gitea.users.setPassword",
            (g, d) -> g.users().setPassword(TOKEN, "boss", Secret.of("s3cr3t-2"))),
        admitting(
            "gitea.forms.signUp",
            (g, d) -> g.forms().signUp("boss", "b@example.org", Secret.of("s3cr3t-first")),
            (f, r) -> r instanceof SignUp.Rejected || r instanceof SignUp.Closed),
        admitting(
            "gitea.forms.signUpPage",
            (g, d) -> g.forms().signUpPage(),
            (f, r) -> r != SignUpPage.CAPTCHA),
        admitting(
            "gitea.forms.signIn",
            (g, d) -> g.forms().signIn(BASIC),
            (f, r) -> r == WebSignIn.UNKNOWN),
        of("gitea.tokens.names", (g, d) -> g.tokens().names(BASIC)),
        of("gitea.tokens.create", (g, d) -> g.tokens().create(BASIC, "t", List.of("write:user"))),
        doing("gitea.tokens.delete", (g, d) -> g.tokens().delete(BASIC, "t")),
        of("gitea.apps.all", (g, d) -> g.apps().all(TOKEN)),
        of("gitea.apps.create", (g, d) -> g.apps().create(TOKEN, "Drone", "http://d/login")),
        of("gitea.apps.mintSecret", (g, d) -> g.apps().mintSecret(TOKEN, APP)),
        doing("gitea.apps.delete", (g, d) -> g.apps().delete(TOKEN, 4)),
        admitting(
            "gitea.forms.editApp",
            (g, d) -> g.forms().editApp(BASIC, APP),
            (f, r) -> r instanceof Boolean done && !done),
        admitting(
            "gitea.apps.probe",
            (g, d) -> g.apps().probe("client-4", Secret.of("s3cr3t-client"), "http://d/login"),
            (f, r) -> r == ClientProbe.UNKNOWN),
        of("gitea.repositories.find", (g, d) -> g.repositories().find(TOKEN, "boss", "canary")),
        of("gitea.repositories.create", (g, d) -> g.repositories().create(TOKEN, "canary", "d")),
        doing(
            "gitea.repositories.delete",
            (g, d) -> g.repositories().delete(TOKEN, "boss", "canary")),
        of(
            "gitea.commits.create (new)",
            (g, d) -> g.commits().create(TOKEN, CANARY, "new.yml", "x: 1", "New")),
        of(
            "gitea.commits.create (old)",
            (g, d) -> g.commits().create(TOKEN, CANARY, "old.yml", "x: 2", "Old")),
        of("gitea.commits.hasFile", (g, d) -> g.commits().hasFile(TOKEN, CANARY, "old.yml")),
        of("gitea.repositories.webhooks", (g, d) -> g.repositories().webhooks(TOKEN, CANARY)),
        of("gitea.commits.statuses", (g, d) -> g.commits().statuses(TOKEN, CANARY, "c0ffee")),
        admitting(
            "drone.server.info",
            (g, d) -> d.server().info(),
            (f, r) -> r instanceof DroneInfo.Unreachable),
        admitting(
            "drone.server.edition",
            (g, d) -> d.server().edition(new DroneInfo.Running("1.10.1", false)),
            (f, r) -> r instanceof DroneInfo.Unreachable),
        admitting("drone.client.look", (g, d) -> d.client().look(), Operation::tellsNothing),
        admitting(
            "drone.server.ping",
            (g, d) -> d.server().ping(Secret.of("s3cr3t-rpc")),
            (f, r) -> r == RpcProbe.UNKNOWN || f == Fault.UNAUTHORISED_401 || forbidden(f)),
        admitting(
            "drone.login.as",
            (g, d) -> d.login().as("boss", Secret.of("s3cr3t-password")),
            (f, r) -> r instanceof DroneLogin.Refused),
        admitting(
            "drone.accounts.find",
            (g, d) -> d.accounts().find(DRONE),
            (f, r) -> f == Fault.UNAUTHORISED_401 && r.equals(Optional.empty())),
        of("drone.accounts.syncState", (g, d) -> d.accounts().syncState(DRONE)),
        of("drone.accounts.rotateToken", (g, d) -> d.accounts().rotateToken(DRONE)),
        doing("drone.accounts.sync", (g, d) -> d.accounts().sync(DRONE)),
        of("drone.repositories.find", (g, d) -> d.repositories().find(DRONE, "boss", "canary")),
        of(
            "drone.repositories.activate",
            (g, d) -> d.repositories().activate(DRONE, "boss", "canary")),
        doing(
            "drone.repositories.deactivate",
            (g, d) -> d.repositories().deactivate(DRONE, "boss", "canary")),
        of("drone.builds.newest", (g, d) -> d.builds().newest(DRONE, "boss", "canary")),
        of("drone.builds.one", (g, d) -> d.builds().one(DRONE, "boss", "canary", 1)));
  }

  private static Operation of(String name, BiFunction<Gitea, Drone, Object> call) {
    return new Operation(name, call, (fault, result) -> false);
  }

  private static Operation admitting(
      String name, BiFunction<Gitea, Drone, Object> call, BiPredicate<Fault, Object> admits) {
    return new Operation(name, call, admits);
  }

  /** A method without a result. */
  private interface Doing {
    void run(Gitea gitea, Drone drone);
  }

  private static Operation doing(String name, Doing doing) {
    return of(
        name,
        (gitea, drone) -> {
          doing.run(gitea, drone);
          return "done";
        });
  }

  private static boolean forbidden(Fault fault) {
    return fault == Fault.FORBIDDEN_403;
  }

  private static boolean emptyIfForbidden(Fault fault, Object result) {
    return forbidden(fault) && result.equals(Optional.empty());
  }

  private static boolean refusedIf401(Fault fault, Object result) {
    return fault == Fault.UNAUTHORISED_401
        && result.equals(new SignIn.Refused(SignIn.Reason.WRONG));
  }

  /** No client is told of, one whose secret may be right or wrong, or one that leads elsewhere. */
  private static boolean tellsNothing(Fault fault, Object result) {
    return result instanceof Optional<?> client
        && client
            .map(LiveClient.class::cast)
            .map(live ->
                live.probe() == ClientProbe.UNKNOWN || live.authorizeUrl().endsWith("/taken"))
            .orElse(!fault.passing);
  }
}
