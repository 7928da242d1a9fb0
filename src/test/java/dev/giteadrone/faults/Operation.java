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
        admitting("gitea.state", (g, d) -> g.state(), (f, r) -> r instanceof GiteaState.NotReady),
        of("gitea.version", (g, d) -> g.version(TOKEN)),
        admitting("gitea.rootUrl", (g, d) -> g.rootUrl(), Operation::emptyIfForbidden),
        admitting("gitea.signIn", (g, d) -> g.signIn(TOKEN), Operation::refusedIf401),
        of("gitea.user", (g, d) -> g.user(TOKEN, "boss")),
        of("gitea.userCount", (g, d) -> g.userCount(TOKEN)),
        of(
            "gitea.createUser",
            (g, d) -> g.createUser(TOKEN, "boss", "b@example.org", Secret.of("s3cr3t-first"))),
        doing("gitea.makeAdmin", (g, d) -> g.makeAdmin(TOKEN, "boss")),
        doing("gitea.setPassword", (g, d) -> g.setPassword(TOKEN, "boss", Secret.of("s3cr3t-2"))),
        admitting(
            "gitea.signUp",
            (g, d) -> g.signUp("boss", "b@example.org", Secret.of("s3cr3t-first")),
            (f, r) -> r instanceof SignUp.Rejected || r instanceof SignUp.Closed),
        admitting("gitea.signUpPage", (g, d) -> g.signUpPage(), (f, r) -> r != SignUpPage.CAPTCHA),
        admitting(
            "gitea.signInByForm",
            (g, d) -> g.signInByForm(BASIC),
            (f, r) -> r == WebSignIn.UNKNOWN),
        of("gitea.tokenNames", (g, d) -> g.tokenNames(BASIC)),
        of("gitea.createToken", (g, d) -> g.createToken(BASIC, "t", List.of("write:user"))),
        doing("gitea.deleteToken", (g, d) -> g.deleteToken(BASIC, "t")),
        of("gitea.apps", (g, d) -> g.apps(TOKEN)),
        of("gitea.createApp", (g, d) -> g.createApp(TOKEN, "Drone", "http://d/login")),
        of("gitea.mintSecret", (g, d) -> g.mintSecret(TOKEN, APP)),
        doing("gitea.deleteApp", (g, d) -> g.deleteApp(TOKEN, 4)),
        admitting(
            "gitea.editAppByForm",
            (g, d) -> g.editAppByForm(BASIC, APP),
            (f, r) -> r instanceof Boolean done && !done),
        admitting(
            "gitea.probe",
            (g, d) -> g.probe("client-4", Secret.of("s3cr3t-client"), "http://d/login"),
            (f, r) -> r == ClientProbe.UNKNOWN),
        of("gitea.repository", (g, d) -> g.repository(TOKEN, "boss", "canary")),
        of("gitea.createRepository", (g, d) -> g.createRepository(TOKEN, "canary", "d")),
        doing("gitea.deleteRepository", (g, d) -> g.deleteRepository(TOKEN, "boss", "canary")),
        of(
            "gitea.commitFile (new)",
            (g, d) -> g.commitFile(TOKEN, CANARY, "new.yml", "x: 1", "New")),
        of(
            "gitea.commitFile (old)",
            (g, d) -> g.commitFile(TOKEN, CANARY, "old.yml", "x: 2", "Old")),
        of("gitea.hasFile", (g, d) -> g.hasFile(TOKEN, CANARY, "old.yml")),
        of("gitea.webhooks", (g, d) -> g.webhooks(TOKEN, CANARY)),
        of("gitea.statuses", (g, d) -> g.statuses(TOKEN, CANARY, "c0ffee")),
        admitting("drone.info", (g, d) -> d.info(), (f, r) -> r instanceof DroneInfo.Unreachable),
        admitting("drone.liveClient", (g, d) -> d.liveClient(), Operation::tellsNothing),
        admitting(
            "drone.ping",
            (g, d) -> d.ping(Secret.of("s3cr3t-rpc")),
            (f, r) -> r == RpcProbe.UNKNOWN || f == Fault.UNAUTHORISED_401 || forbidden(f)),
        admitting(
            "drone.login",
            (g, d) -> d.login("boss", Secret.of("s3cr3t-password")),
            (f, r) -> r instanceof DroneLogin.Refused),
        admitting(
            "drone.user",
            (g, d) -> d.user(DRONE),
            (f, r) -> f == Fault.UNAUTHORISED_401 && r.equals(Optional.empty())),
        of("drone.accountSync", (g, d) -> d.accountSync(DRONE)),
        of("drone.rotateToken", (g, d) -> d.rotateToken(DRONE)),
        doing("drone.sync", (g, d) -> d.sync(DRONE)),
        of("drone.repository", (g, d) -> d.repository(DRONE, "boss", "canary")),
        of("drone.activate", (g, d) -> d.activate(DRONE, "boss", "canary")),
        doing("drone.deactivate", (g, d) -> d.deactivate(DRONE, "boss", "canary")),
        of("drone.builds", (g, d) -> d.builds(DRONE, "boss", "canary")),
        of("drone.build", (g, d) -> d.build(DRONE, "boss", "canary", 1)));
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
