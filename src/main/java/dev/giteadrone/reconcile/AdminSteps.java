package dev.giteadrone.reconcile;

import dev.giteadrone.gitea.GiteaCli;
import dev.giteadrone.gitea.NothingDone;
import dev.giteadrone.model.AccessObserved;
import dev.giteadrone.model.AccessObserved.PasswordState;
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
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Creates the administrator. The password and the way are in the admin file before anything is
 * sent, so that whatever happens then, the next run knows both and goes on.
 */
final class AdminSteps {
  /**
   * What the token of the CLI way needs: setting the password over the API, and, should Gitea take
   * no password, what our own needs. It is deleted once there is one of our own.
   */
  private static final List<String> CLI_SCOPES =
      List.of("write:admin", "write:user", "write:repository");

  private final Ports ports;
  private final GiteaTarget gitea;
  private final TokenMark mark;
  private final AccessPlanner problems;
  private final Randomness random;
  private final Supplier<Deadline> deadline;

  AdminSteps(Ports ports, Desired desired, Randomness random, Supplier<Deadline> deadline) {
    this.ports = ports;
    this.gitea = desired.gitea();
    this.mark = TokenMark.of(desired.drone().url());
    this.problems = new AccessPlanner(desired);
    this.random = random;
    this.deadline = deadline;
  }

  Outcome create(Step.CreateAdmin step, AccessObserved seen) {
    boolean made = make(step.way(), step.resumed(), seen);
    return made
        ? new Outcome(
            Change.CREATED,
            gitea.username() + ", created through " + step.way().words() + " (" + step.why() + ")")
        : passwordSet(step.way(), step.why());
  }

  /** An administrator that is ours gets the stored password, or is created if it is gone. */
  Outcome reset(Step.ResetAdmin step, AccessObserved seen) {
    boolean made = make(step.way(), true, seen);
    return made
        ? new Outcome(
            Change.CREATED,
            gitea.username() + ", which was gone, created through " + step.way().words())
        : passwordSet(step.way(), step.why());
  }

  private Outcome passwordSet(AdminWay way, String why) {
    return new Outcome(
        Change.UPDATED,
        gitea.username() + ", stored password set through " + way.words() + " (" + why + ")");
  }

  /**
   * Makes an administrator with the stored password.
   *
   * @param ours whether a user of this name is our own
   * @return whether there was none
   */
  private boolean make(AdminWay way, boolean ours, AccessObserved seen) {
    boolean made =
        switch (way) {
          case CLI -> throughCli(ours, seen);
          case TOKEN -> throughApi(ours, seen);
          case SIGN_UP -> throughForm(ours, seen);
          case AUTO, NEVER -> throw new IllegalStateException("no way: " + way);
        };
    if (way != AdminWay.TOKEN) {
      created(ports.admin().read(), way);
    }
    return made;
  }

  Outcome promote(Step.PromoteAdmin step) {
    Credential given = new Credential.Token(gitea.givenToken().orElseThrow());
    ports.gitea().makeAdmin(given, step.username());
    created(ports.admin().read(), AdminWay.TOKEN);
    return new Outcome(Change.UPDATED, step.username() + ", made an administrator");
  }

  /**
   * Whichever of the two passwords Gitea accepts is the current one, so that dying anywhere in here
   * loses none. What Gitea refuses leaves the file as it was.
   */
  Outcome changePassword(Step.ChangePassword step) {
    Stored<AdminRecord> stored = ports.admin().read();
    Secret next = stored.value().get(AdminKey.NEXT_PASSWORD).orElseGet(random::password);
    AdminRecord both = stored.value().with(AdminKey.NEXT_PASSWORD, next);
    var revision = ports.admin().write(stored.revision(), both);
    Credential.Basic old =
        new Credential.Basic(step.username(), stored.value().get(AdminKey.PASSWORD).orElseThrow());
    if (!isRight(next)) {
      try {
        setPassword(old, next);
      } catch (NothingDone e) {
        ports.admin().undo(revision);
        throw passwordKept(e, old);
      }
    }
    if (!isRight(next)) {
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

  /** With a second factor only a token may, and ours has not the right to. */
  private void setPassword(Credential.Basic old, Secret next) {
    try {
      ports.gitea().setPassword(old, old.username(), next);
    } catch (NothingDone e) {
      if (gitea.givenToken().isEmpty()) {
        throw e;
      }
      ports
          .gitea()
          .setPassword(new Credential.Token(gitea.givenToken().get()), old.username(), next);
    }
  }

  private Failure passwordKept(NothingDone refused, Credential.Basic old) {
    String scopes = String.join(",", CLI_SCOPES.subList(0, 2));
    String token = "set GITEA_TOKEN to an administrator's token with the scopes " + scopes;
    String next =
        gitea.cli().isEmpty()
            ? token
            : token
                + "; gitea.admin.cli makes one: admin user generate-access-token --username "
                + old.username()
                + " --token-name rotation --scopes "
                + scopes
                + " --raw";
    return RefusedPassword.told(
        refused,
        ports.gitea(),
        old,
        "changing the password of " + old.username() + ", which stays as it is",
        next + "; or change it in the browser and store it in " + ports.admin().path());
  }

  /**
   * What is in the admin file before anything is sent.
   *
   * @param before what the file held
   * @param file its revision
   */
  private record Prepared(AdminRecord before, Secret password, Revision file) {}

  private Prepared prepare(AdminWay way, Optional<String> tokenName) {
    Stored<AdminRecord> stored = ports.admin().read();
    AdminRecord record = stored.value();
    Secret password = record.get(AdminKey.PASSWORD).orElseGet(random::password);
    AdminRecord next =
        record
            .with(AdminKey.USERNAME, gitea.username())
            .with(AdminKey.PASSWORD, password)
            .with(AdminKey.PENDING_ADMIN, way.label());
    if (tokenName.isPresent()) {
      List<String> names = new ArrayList<>(record.pendingTokens());
      names.add(tokenName.get());
      next = next.withPendingTokens(names);
    }
    return new Prepared(record, password, ports.admin().write(stored.revision(), next));
  }

  private void created(Stored<AdminRecord> stored, AdminWay way) {
    ports
        .admin()
        .write(
            stored.revision(),
            stored.value().with(AdminKey.CREATED_BY, way.label()).without(AdminKey.PENDING_ADMIN));
  }

  /**
   * Forgets what was prepared when the server says, for certain, that nothing came of it: else the
   * next run would go on where nothing was begun, or take a user of this name, whoever made it, for
   * its own.
   *
   * @param seen of an earlier run that began the same, nothing came either if Gitea refuses the
   *     password that went along
   */
  private void forget(Prepared prepared, AccessObserved seen) {
    ports.admin().undo(prepared.file());
    Optional<String> began = prepared.before().text(AdminKey.PENDING_ADMIN);
    boolean nothingCame =
        began.isPresent()
            && !began.equals(Optional.of(AdminWay.CLI.label()))
            && prepared.before().get(AdminKey.CREATED_BY).isEmpty()
            && seen.password().equals(Optional.of(PasswordState.REFUSED));
    if (!nothingCame) {
      return;
    }
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
  }

  private Failure taken(Prepared prepared, AccessObserved seen) {
    forget(prepared, seen);
    return new Failure(ExitCode.NOT_AUTHORISED, problems.nameTaken());
  }

  /**
   * The token that an earlier run left is used again, so that a run which Gitea refuses again and
   * again leaves one at most.
   */
  private boolean throughCli(boolean ours, AccessObserved seen) {
    Optional<Secret> left =
        seen.admin()
            .get(AdminKey.CLI_TOKEN)
            .filter(token -> signsIn(ports, new Credential.Token(token)));
    if (left.isPresent()) {
      Prepared prepared = prepare(AdminWay.CLI, Optional.empty());
      setPasswordByCliToken(prepared, left.get());
      return false;
    }
    String name = random.tokenName(mark);
    Prepared prepared = prepare(AdminWay.CLI, Optional.of(name));
    GiteaCli cli = ports.cli().orElseThrow();
    boolean created = createByCli(cli, prepared);
    if (!created && !ours) {
      throw taken(prepared, seen);
    }
    Secret token = tokenByCli(cli, name, prepared, created);
    Stored<AdminRecord> stored = ports.admin().read();
    ports
        .admin()
        .write(
            stored.revision(),
            stored.value().with(AdminKey.CLI_TOKEN_NAME, name).with(AdminKey.CLI_TOKEN, token));
    setPasswordByCliToken(prepared, token);
    return created;
  }

  private boolean createByCli(GiteaCli cli, Prepared prepared) {
    try {
      return cli.createAdmin(gitea.username(), gitea.email(), deadline.get());
    } catch (NothingDone e) {
      ports.admin().undo(prepared.file());
      throw e;
    }
  }

  private Secret tokenByCli(GiteaCli cli, String name, Prepared prepared, boolean created) {
    try {
      return cli.generateToken(gitea.username(), name, CLI_SCOPES, deadline.get());
    } catch (NothingDone e) {
      if (!created) {
        ports.admin().undo(prepared.file());
      }
      throw e;
    }
  }

  /** The token stays in the file: whoever comes next uses or deletes it. */
  private void setPasswordByCliToken(Prepared prepared, Secret token) {
    Credential.Token credential = new Credential.Token(token);
    try {
      ports.gitea().setPassword(credential, gitea.username(), prepared.password());
    } catch (NothingDone e) {
      if (prepared.before().get(AdminKey.CREATED_BY).isPresent()) {
        Stored<AdminRecord> stored = ports.admin().read();
        ports.admin().write(stored.revision(), stored.value().without(AdminKey.PENDING_ADMIN));
      }
      throw barred(credential)
          .<Failure>map(problem -> new NothingDone(e.exitCode(), problem))
          .orElse(e);
    }
  }

  private Optional<Problem> barred(Credential.Token token) {
    return switch (ports.gitea().signIn(token)) {
      case SignIn.Refused(SignIn.Reason reason) when reason == SignIn.Reason.INACTIVE ->
          Optional.of(problems.credentialsProblem(PasswordState.INACTIVE));
      case SignIn.Refused(SignIn.Reason reason) when reason == SignIn.Reason.MUST_CHANGE_PASSWORD ->
          Optional.of(problems.credentialsProblem(PasswordState.MUST_CHANGE));
      default -> Optional.empty();
    };
  }

  private boolean throughApi(boolean ours, AccessObserved seen) {
    Prepared prepared = prepare(AdminWay.TOKEN, Optional.empty());
    Credential given = new Credential.Token(gitea.givenToken().orElseThrow());
    boolean created;
    try {
      created =
          ports.gitea().createUser(given, gitea.username(), gitea.email(), prepared.password());
    } catch (NothingDone e) {
      forget(prepared, seen);
      throw e;
    }
    if (created || (ours && signsIn(prepared.password()))) {
      return created;
    }
    // A user with another password is ours only if we made it before, or with a random one.
    boolean random =
        seen.admin().text(AdminKey.PENDING_ADMIN).equals(Optional.of(AdminWay.CLI.label()));
    if (seen.admin().get(AdminKey.CREATED_BY).isEmpty() && !random) {
      throw taken(prepared, seen);
    }
    try {
      ports.gitea().setPassword(given, gitea.username(), prepared.password());
    } catch (NothingDone e) {
      ports.admin().undo(prepared.file());
      throw e;
    }
    return false;
  }

  private boolean throughForm(boolean ours, AccessObserved seen) {
    Prepared prepared = prepare(AdminWay.SIGN_UP, Optional.empty());
    SignUp signUp = ports.gitea().signUp(gitea.username(), gitea.email(), prepared.password());
    boolean created =
        switch (signUp) {
          case SignUp.Created ignored -> true;
          case SignUp.Closed ignored -> {
            forget(prepared, seen);
            throw new Failure(
                ExitCode.NOT_AUTHORISED, problems.noSignUp("registration is disabled"));
          }
          case SignUp.Rejected rejected -> {
            if (!(ours && signsIn(prepared.password()))) {
              forget(prepared, seen);
              throw rejected(rejected);
            }
            yield false;
          }
        };
    requireFirst(prepared.password());
    return created;
  }

  private Failure rejected(SignUp.Rejected rejected) {
    return signUpFailed(
        rejected.reason(),
        switch (rejected.field()) {
          case USER_NAME ->
              "choose another gitea.admin.username, or, if the user is there and yours, store its"
                  + " password in "
                  + ports.admin().path();
          case EMAIL -> "choose another gitea.admin.email";
          case PASSWORD ->
              "look at MIN_PASSWORD_LENGTH, PASSWORD_COMPLEXITY and PASSWORD_CHECK_PWN in Gitea's"
                  + " [security]";
          case UNKNOWN ->
              "correct gitea.admin; or set gitea.admin.cli, or GITEA_TOKEN to an administrator's"
                  + " token";
        });
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

  /** Whether it is the password, be there a second factor or not. */
  private boolean isRight(Secret password) {
    return signsIn(password)
        || RefusedPassword.isRight(
            RefusedPassword.state(ports.gitea(), new Credential.Basic(gitea.username(), password)));
  }

  static boolean signsIn(Ports ports, Credential credential) {
    return ports.gitea().signIn(credential) instanceof SignIn.Accepted;
  }

  private Failure signUpFailed(String seen, String next) {
    return new Failure(
        ExitCode.NOT_AUTHORISED,
        Problem.of(
            "admin.exists", "signing up " + gitea.username() + " at " + gitea.url(), seen, next));
  }
}
