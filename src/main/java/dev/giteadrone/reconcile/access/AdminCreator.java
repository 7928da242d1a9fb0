package dev.giteadrone.reconcile.access;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.gitea.GiteaCli;
import dev.giteadrone.gitea.NoEffectFailure;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.GiteaTarget;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.AccessObserved.PasswordState;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.model.server.SignUp;
import dev.giteadrone.reconcile.StepContext;
import dev.giteadrone.reconcile.TokenMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Creates the administrator in one of three ways. The password and the way are written to the admin
 * file before any request. So after a crash the next run knows both and continues.
 */
final class AdminCreator {
  private static final Case NAME_REJECTED =
      Case.of(ProblemId.ADMIN_EXISTS, "name-rejected", "user", "gitea", "reason", "adminFile");
  private static final Case EMAIL_REJECTED = rejected("email-rejected");
  private static final Case PASSWORD_REJECTED = rejected("password-rejected");
  private static final Case FORM_REJECTED = rejected("form-rejected");
  private static final Case OVERTAKEN =
      Case.of(ProblemId.ADMIN_EXISTS, "overtaken", "user", "gitea");

  /**
   * The scopes of the token of the CLI way. It sets the password over the API. If Gitea accepts no
   * password, it also replaces the program's usual token. It is deleted once there is a usual
   * token.
   */
  static final List<String> CLI_SCOPES = List.of("write:admin", "write:user", "write:repository");

  private final StepContext context;
  private final Gitea server;
  private final GiteaTarget gitea;
  private final AccessProblems problems;
  private final AccessObserved seen;

  /** Creates the administrator with the credentials in {@code context}. */
  AdminCreator(StepContext context) {
    this.context = context;
    this.server = context.gateways().gitea();
    this.gitea = context.desired().gitea();
    this.problems = new AccessProblems(context.desired());
    this.seen = context.access();
  }

  /**
   * Creates an administrator with the stored password.
   *
   * @param ours whether this program created a user of this name before
   * @return whether the user was created now
   */
  boolean make(AdminCreation way, boolean ours) {
    boolean made =
        switch (way) {
          case CLI -> throughCli(ours);
          case TOKEN -> throughApi(ours);
          case SIGN_UP -> throughForm(ours);
          case AUTO, NEVER -> throw new IllegalStateException("no way: " + way);
        };
    if (way != AdminCreation.TOKEN) {
      created(context, way);
    }
    return made;
  }

  /**
   * What was written to the admin file before any request.
   *
   * @param before the content before that
   * @param file the revision of the file
   */
  private record Prepared(AdminRecord before, Secret password, Revision file) {}

  private Prepared prepare(AdminCreation way, Optional<String> tokenName) {
    Stored<AdminRecord> stored = context.gateways().admin().read();
    AdminRecord record = stored.value();
    Secret password = record.get(AdminKey.PASSWORD).orElseGet(context.random()::password);
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
    return new Prepared(
        record, password, context.gateways().admin().write(stored.revision(), next));
  }

  /** Records that the administrator exists, and that this program created it. */
  static void created(StepContext context, AdminCreation way) {
    context
        .admin()
        .change(record ->
            record.with(AdminKey.CREATED_BY, way.label()).without(AdminKey.PENDING_ADMIN));
  }

  /**
   * Removes the prepared values if it is certain that the server created nothing. Otherwise the
   * next run would continue work that never began, or would use a user of this name that somebody
   * else created.
   *
   * <p>An earlier run that began in the same way created nothing either, if Gitea refuses the
   * password that it sent.
   */
  private void forget(Prepared prepared) {
    context.gateways().admin().undo(prepared.file());
    Optional<String> began = prepared.before().text(AdminKey.PENDING_ADMIN);
    boolean nothingCame =
        began.isPresent()
            && !began.equals(Optional.of(AdminCreation.CLI.label()))
            && prepared.before().get(AdminKey.CREATED_BY).isEmpty()
            && seen.password().equals(Optional.of(PasswordState.REFUSED));
    if (!nothingCame) {
      return;
    }
    context
        .admin()
        .forget(
            AdminKey.USERNAME, AdminKey.PASSWORD, AdminKey.PENDING_ADMIN, AdminKey.PENDING_TOKENS);
  }

  private Failure taken(Prepared prepared) {
    forget(prepared);
    return problems.nameTakenNow();
  }

  /**
   * Uses the token of an earlier run again. So a run that Gitea refuses again and again leaves at
   * most one token.
   */
  private boolean throughCli(boolean ours) {
    Optional<Secret> left =
        seen.admin()
            .get(AdminKey.CLI_TOKEN)
            .filter(token -> context.credentials().signsIn(new Credential.Token(token)));
    if (left.isPresent()) {
      Prepared prepared = prepare(AdminCreation.CLI, Optional.empty());
      setPasswordByCliToken(prepared, left.get());
      return false;
    }
    String name = context.random().tokenName(TokenMark.of(context.desired().drone().url()));
    Prepared prepared = prepare(AdminCreation.CLI, Optional.of(name));
    GiteaCli cli = context.gateways().cli().orElseThrow();
    boolean created = createByCli(cli, prepared);
    if (!created && !ours) {
      throw taken(prepared);
    }
    Secret token = tokenByCli(cli, name, prepared, created);
    context
        .admin()
        .change(
            record -> record.with(AdminKey.CLI_TOKEN_NAME, name).with(AdminKey.CLI_TOKEN, token));
    setPasswordByCliToken(prepared, token);
    return created;
  }

  private boolean createByCli(GiteaCli cli, Prepared prepared) {
    try {
      return cli.createAdmin(gitea.username(), gitea.email(), context.deadline().get());
    } catch (NoEffectFailure e) {
      context.gateways().admin().undo(prepared.file());
      throw e;
    }
  }

  private Secret tokenByCli(GiteaCli cli, String name, Prepared prepared, boolean created) {
    try {
      return cli.generateToken(gitea.username(), name, CLI_SCOPES, context.deadline().get());
    } catch (NoEffectFailure e) {
      if (!created) {
        context.gateways().admin().undo(prepared.file());
      }
      throw e;
    }
  }

  /** The token stays in the file. The next step or run uses or deletes it. */
  private void setPasswordByCliToken(Prepared prepared, Secret token) {
    Credential.Token credential = new Credential.Token(token);
    try {
      server.users().setPassword(credential, gitea.username(), prepared.password());
    } catch (NoEffectFailure e) {
      if (prepared.before().get(AdminKey.CREATED_BY).isPresent()) {
        context.admin().forget(AdminKey.PENDING_ADMIN);
      }
      throw barred(credential)
          .<Failure>map(problem -> new NoEffectFailure(e.exitCode(), problem))
          .orElse(e);
    }
  }

  private Optional<Problem> barred(Credential.Token token) {
    return switch (server.users().signIn(token)) {
      case SignIn.Refused(SignIn.Reason reason) when reason == SignIn.Reason.INACTIVE ->
          Optional.of(problems.credentials(PasswordState.INACTIVE));
      case SignIn.Refused(SignIn.Reason reason) when reason == SignIn.Reason.MUST_CHANGE_PASSWORD ->
          Optional.of(problems.credentials(PasswordState.MUST_CHANGE));
      default -> Optional.empty();
    };
  }

  private boolean throughApi(boolean ours) {
    Prepared prepared = prepare(AdminCreation.TOKEN, Optional.empty());
    Credential given = new Credential.Token(gitea.givenToken().orElseThrow());
    boolean created;
    try {
      created = server.users().create(given, gitea.username(), gitea.email(), prepared.password());
    } catch (NoEffectFailure e) {
      forget(prepared);
      throw e;
    }
    if (created || (ours && signsIn(prepared.password()))) {
      return created;
    }
    // A user with another password is ours only if this program created it before, or created it
    // with a random password.
    boolean random =
        seen.admin().text(AdminKey.PENDING_ADMIN).equals(Optional.of(AdminCreation.CLI.label()));
    if (seen.admin().get(AdminKey.CREATED_BY).isEmpty() && !random) {
      throw taken(prepared);
    }
    try {
      server.users().setPassword(given, gitea.username(), prepared.password());
    } catch (NoEffectFailure e) {
      context.gateways().admin().undo(prepared.file());
      throw e;
    }
    return false;
  }

  private boolean throughForm(boolean ours) {
    Prepared prepared = prepare(AdminCreation.SIGN_UP, Optional.empty());
    SignUp signUp = server.forms().signUp(gitea.username(), gitea.email(), prepared.password());
    boolean created =
        switch (signUp) {
          case SignUp.Created ignored -> true;
          case SignUp.Closed ignored -> {
            forget(prepared);
            throw problems.closedNow();
          }
          case SignUp.Rejected rejected -> {
            if (!(ours && signsIn(prepared.password()))) {
              forget(prepared);
              throw rejected(rejected);
            }
            yield false;
          }
        };
    requireFirst(prepared.password());
    return created;
  }

  private Failure rejected(SignUp.Rejected rejected) {
    String user = gitea.username();
    return switch (rejected.field()) {
      case USER_NAME ->
          NAME_REJECTED.failure(
              user, gitea.url(), rejected.reason(), context.gateways().admin().path());
      case EMAIL -> EMAIL_REJECTED.failure(user, gitea.url(), rejected.reason());
      case PASSWORD -> PASSWORD_REJECTED.failure(user, gitea.url(), rejected.reason());
      case UNKNOWN -> FORM_REJECTED.failure(user, gitea.url(), rejected.reason());
    };
  }

  /**
   * The first user who signs up on an empty Gitea becomes the administrator. If ours is not,
   * somebody else was faster.
   */
  private void requireFirst(Secret password) {
    Credential.Basic own = new Credential.Basic(gitea.username(), password);
    boolean admin = server.users().signIn(own) instanceof SignIn.Accepted(var user) && user.admin();
    if (!admin || server.users().count(own) != 1) {
      throw OVERTAKEN.failure(gitea.username(), gitea.url());
    }
  }

  private boolean signsIn(Secret password) {
    return context.credentials().signsIn(new Credential.Basic(gitea.username(), password));
  }

  private static Case rejected(String key) {
    return Case.of(ProblemId.ADMIN_EXISTS, key, "user", "gitea", "reason");
  }
}
