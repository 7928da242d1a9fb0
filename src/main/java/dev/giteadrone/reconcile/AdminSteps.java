package dev.giteadrone.reconcile;

import dev.giteadrone.gitea.GiteaCli;
import dev.giteadrone.gitea.NothingDone;
import dev.giteadrone.model.AccessObserved;
import dev.giteadrone.model.AdminKey;
import dev.giteadrone.model.AdminRecord;
import dev.giteadrone.model.AdminWay;
import dev.giteadrone.model.Change;
import dev.giteadrone.model.Credential;
import dev.giteadrone.model.Deadline;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.GiteaTarget;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Revision;
import dev.giteadrone.model.Secret;
import dev.giteadrone.model.SignIn;
import dev.giteadrone.model.SignUp;
import dev.giteadrone.model.Step;
import dev.giteadrone.model.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Creates the administrator. The password and the way are in the admin file before anything is
 * sent, so that whatever happens then, the next run knows both and goes on.
 */
final class AdminSteps {
  /**
   * What the token of the CLI way needs: setting the password over the API. It is deleted right
   * after.
   */
  private static final List<String> CLI_SCOPES = List.of("write:admin", "write:user");

  private final Ports ports;
  private final GiteaTarget gitea;
  private final AccessPlanner problems;
  private final Randomness random;
  private final Supplier<Deadline> deadline;

  AdminSteps(Ports ports, Desired desired, Randomness random, Supplier<Deadline> deadline) {
    this.ports = ports;
    this.gitea = desired.gitea();
    this.problems = new AccessPlanner(desired);
    this.random = random;
    this.deadline = deadline;
  }

  Outcome create(Step.CreateAdmin step, AccessObserved seen) {
    String cliToken = random.tokenName();
    Prepared prepared = prepare(step.way(), cliToken);
    Secret password = prepared.password();
    boolean resumed = step.resumed();
    boolean recovering = seen.admin().get(AdminKey.CREATED_BY).isPresent();
    switch (step.way()) {
      case CLI -> throughCli(prepared, cliToken, resumed);
      case TOKEN -> throughApi(password, resumed, recovering);
      case SIGN_UP -> throughForm(password, resumed);
      case AUTO, NEVER -> throw new IllegalStateException("no way: " + step.way());
    }
    Stored<AdminRecord> now = ports.admin().read();
    if (step.way() != AdminWay.TOKEN) {
      created(now, step.way());
    }
    return new Outcome(
        Change.CREATED,
        gitea.username() + ", created through " + step.words() + " (" + step.why() + ")");
  }

  Outcome promote(Step.PromoteAdmin step) {
    Credential given = new Credential.Token(gitea.givenToken().orElseThrow());
    ports.gitea().makeAdmin(given, step.username());
    created(ports.admin().read(), AdminWay.TOKEN);
    return new Outcome(Change.UPDATED, step.username() + ", made an administrator");
  }

  /**
   * Whichever of the two passwords Gitea accepts is the current one, so that dying anywhere in here
   * loses none.
   */
  Outcome changePassword(Step.ChangePassword step) {
    Stored<AdminRecord> stored = ports.admin().read();
    Secret next = stored.value().get(AdminKey.NEXT_PASSWORD).orElseGet(random::password);
    AdminRecord both = stored.value().with(AdminKey.NEXT_PASSWORD, next);
    var revision = ports.admin().write(stored.revision(), both);
    Credential.Basic old =
        new Credential.Basic(step.username(), stored.value().get(AdminKey.PASSWORD).orElseThrow());
    if (!signsIn(next)) {
      ports.gitea().setPassword(old, step.username(), next);
    }
    if (!signsIn(next)) {
      throw new Failure(
          ExitCode.FAILED,
          Problem.of(
              "admin.exists",
              "changing the password of " + step.username(),
              "Gitea does not accept the new one; both are kept in " + ports.admin().path(),
              "run gitea-drone bootstrap: it finishes the change"));
    }
    ports
        .admin()
        .write(revision, both.with(AdminKey.PASSWORD, next).without(AdminKey.NEXT_PASSWORD));
    return new Outcome(Change.UPDATED, "new password for " + step.username() + ", stored");
  }

  /**
   * What is in the admin file before anything is sent.
   *
   * @param file its revision
   */
  private record Prepared(Secret password, Revision file) {}

  private Prepared prepare(AdminWay way, String cliToken) {
    Stored<AdminRecord> stored = ports.admin().read();
    AdminRecord record = stored.value();
    Secret password = record.get(AdminKey.PASSWORD).orElseGet(random::password);
    AdminRecord next =
        record
            .with(AdminKey.USERNAME, gitea.username())
            .with(AdminKey.PASSWORD, password)
            .with(AdminKey.PENDING_ADMIN, way.label());
    if (way == AdminWay.CLI) {
      List<String> names = new ArrayList<>(record.pendingTokens());
      names.add(cliToken);
      next = next.withPendingTokens(names);
    }
    return new Prepared(password, ports.admin().write(stored.revision(), next));
  }

  private void created(Stored<AdminRecord> stored, AdminWay way) {
    ports
        .admin()
        .write(
            stored.revision(),
            stored.value().with(AdminKey.CREATED_BY, way.label()).without(AdminKey.PENDING_ADMIN));
  }

  /**
   * Forgets what was prepared when the server says, for certain, that this user is none of ours.
   */
  private Failure taken() {
    Stored<AdminRecord> stored = ports.admin().read();
    ports
        .admin()
        .write(
            stored.revision(),
            stored
                .value()
                .without(
                    AdminKey.USERNAME,
                    AdminKey.PASSWORD,
                    AdminKey.PENDING_ADMIN,
                    AdminKey.PENDING_TOKENS));
    return new Failure(ExitCode.NOT_AUTHORISED, problems.nameTaken());
  }

  private void throughCli(Prepared prepared, String tokenName, boolean resumed) {
    GiteaCli cli = ports.cli().orElseThrow();
    boolean created;
    try {
      created = cli.createAdmin(gitea.username(), gitea.email(), deadline.get());
    } catch (NothingDone e) {
      if (!resumed) {
        // Else the next run would take a user of this name, whoever made it, for its own.
        ports.admin().undo(prepared.file());
      }
      throw e;
    }
    if (!created && !resumed) {
      throw taken();
    }
    Secret token = cli.generateToken(gitea.username(), tokenName, CLI_SCOPES, deadline.get());
    ports.gitea().setPassword(new Credential.Token(token), gitea.username(), prepared.password());
  }

  private void throughApi(Secret password, boolean resumed, boolean recovering) {
    Credential given = new Credential.Token(gitea.givenToken().orElseThrow());
    boolean created = ports.gitea().createUser(given, gitea.username(), gitea.email(), password);
    if (created || (resumed && signsIn(password))) {
      return;
    }
    if (!recovering) {
      throw taken();
    }
    ports.gitea().setPassword(given, gitea.username(), password);
  }

  private void throughForm(Secret password, boolean resumed) {
    SignUp signUp = ports.gitea().signUp(gitea.username(), gitea.email(), password);
    switch (signUp) {
      case SignUp.Created ignored -> {}
      case SignUp.Closed ignored ->
          throw signUpFailed(
              "registration is disabled",
              "set gitea.admin.cli to the prefix of Gitea's own command line, or GITEA_TOKEN to an administrator's token");
      case SignUp.Rejected(String reason) -> {
        if (!(resumed && signsIn(password))) {
          if (reason.contains("already")) {
            throw taken();
          }
          throw signUpFailed(reason, "correct gitea.admin, then run this again");
        }
      }
    }
    requireFirst(password);
  }

  /**
   * On an empty Gitea the first to sign up is the administrator; anybody else was quicker if we are
   * not.
   */
  private void requireFirst(Secret password) {
    Credential.Basic own = new Credential.Basic(gitea.username(), password);
    boolean admin = ports.gitea().signIn(own) instanceof SignIn.Accepted(var user) && user.admin();
    if (!admin || ports.gitea().userCount(own) != 1) {
      throw signUpFailed(
          "we are not the only user and administrator: somebody else signed up first",
          "look at Gitea's users before anything else; then set GITEA_TOKEN to the real administrator's token");
    }
  }

  private boolean signsIn(Secret password) {
    return signsIn(ports, new Credential.Basic(gitea.username(), password));
  }

  static boolean signsIn(Ports ports, Credential.Basic password) {
    return ports.gitea().signIn(password) instanceof SignIn.Accepted;
  }

  private Failure signUpFailed(String seen, String next) {
    return new Failure(
        ExitCode.NOT_AUTHORISED,
        Problem.of(
            "admin.exists", "signing up " + gitea.username() + " at " + gitea.url(), seen, next));
  }
}
