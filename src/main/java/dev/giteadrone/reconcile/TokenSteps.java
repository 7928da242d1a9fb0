package dev.giteadrone.reconcile;

import dev.giteadrone.gitea.NothingDone;
import dev.giteadrone.model.AccessObserved;
import dev.giteadrone.model.AccessObserved.PasswordState;
import dev.giteadrone.model.AccountSync;
import dev.giteadrone.model.AdminKey;
import dev.giteadrone.model.AdminRecord;
import dev.giteadrone.model.Change;
import dev.giteadrone.model.Credential;
import dev.giteadrone.model.Deadline;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Secret;
import dev.giteadrone.model.Step;
import dev.giteadrone.model.Stored;
import dev.giteadrone.model.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Access tokens: named before they are made, stored before they are used, deleted when an
 * interrupted run left them.
 */
final class TokenSteps {
  private final Ports ports;
  private final Desired desired;
  private final Randomness random;
  private final Wait wait;
  private final Supplier<Deadline> deadline;

  TokenSteps(
      Ports ports, Desired desired, Randomness random, Wait wait, Supplier<Deadline> deadline) {
    this.ports = ports;
    this.wait = wait;
    this.desired = desired;
    this.random = random;
    this.deadline = deadline;
  }

  Outcome create(Step.CreateToken step, AccessObserved seen) {
    Stored<AdminRecord> stored = ports.admin().read();
    List<String> left = new ArrayList<>(stored.value().pendingTokens());
    // A token that Gitea no longer accepts may still be listed under its name.
    stored.value().text(AdminKey.TOKEN_NAME).ifPresent(left::add);
    Credential.Basic own = own(stored.value(), seen);
    String name = random.tokenName(TokenMark.of(desired.drone().url()));

    List<String> pending = new ArrayList<>(left);
    pending.add(name);
    AdminRecord named = settled(stored.value(), seen).withPendingTokens(pending);
    var revision = ports.admin().write(stored.revision(), named);
    Secret token;
    try {
      token = ports.gitea().createToken(own, name, step.scopes());
    } catch (NothingDone e) {
      ports.admin().undo(revision);
      if (e.exitCode() != ExitCode.NOT_AUTHORISED) {
        throw e;
      }
      return keptOfCli(own).orElseThrow(() -> refused(e, own));
    }
    AdminRecord kept =
        named.with(AdminKey.TOKEN_NAME, name).with(AdminKey.TOKEN, token).withPendingTokens(left);
    revision = ports.admin().write(revision, kept);
    if (!left.isEmpty()) {
      left.forEach(old -> ports.gitea().deleteToken(own, old));
      ports.admin().write(revision, tidied(kept));
    }
    return created(name, step.scopes());
  }

  /** Of what may be left, nothing is deleted: that takes a password which Gitea accepts. */
  Outcome createByCli(Step.CreateTokenByCli step, AccessObserved seen) {
    Stored<AdminRecord> stored = ports.admin().read();
    List<String> left = new ArrayList<>(stored.value().pendingTokens());
    // A token that Gitea no longer accepts may still be listed under its name.
    stored.value().text(AdminKey.TOKEN_NAME).ifPresent(left::add);
    String name = random.tokenName(TokenMark.of(desired.drone().url()));
    List<String> pending = new ArrayList<>(left);
    pending.add(name);
    AdminRecord named =
        settled(stored.value(), seen)
            .with(AdminKey.USERNAME, step.username())
            .withPendingTokens(pending);
    var revision = ports.admin().write(stored.revision(), named);
    Secret token;
    try {
      token =
          ports
              .cli()
              .orElseThrow()
              .generateToken(step.username(), name, step.scopes(), deadline.get());
    } catch (NothingDone e) {
      ports.admin().undo(revision);
      throw e;
    }
    ports
        .admin()
        .write(
            revision,
            named
                .with(AdminKey.TOKEN_NAME, name)
                .with(AdminKey.TOKEN, token)
                .withPendingTokens(left));
    return created(name, step.scopes());
  }

  private static Outcome created(String name, List<String> scopes) {
    return new Outcome(Change.CREATED, name + " (" + String.join(", ", scopes) + ")");
  }

  /**
   * Where Gitea asks for a second factor, the token that set the password stays, as ours: no other
   * can be made with a password.
   */
  private Optional<Outcome> keptOfCli(Credential.Basic own) {
    Stored<AdminRecord> stored = ports.admin().read();
    Optional<String> name = stored.value().text(AdminKey.CLI_TOKEN_NAME);
    Optional<Secret> token = stored.value().get(AdminKey.CLI_TOKEN);
    if (name.isEmpty()
        || token.isEmpty()
        || !RefusedPassword.isRight(RefusedPassword.state(ports.gitea(), own))
        || !AdminSteps.signsIn(ports, new Credential.Token(token.get()))) {
      return Optional.empty();
    }
    List<String> left =
        stored.value().pendingTokens().stream().filter(other -> !other.equals(name.get())).toList();
    ports
        .admin()
        .write(
            stored.revision(),
            tidied(stored.value())
                .with(AdminKey.TOKEN_NAME, name.get())
                .with(AdminKey.TOKEN, token.get())
                .withPendingTokens(left));
    return Optional.of(
        new Outcome(
            Change.UPDATED,
            name.get() + ", made through the CLI, kept: Gitea asks for a second factor"));
  }

  private Failure refused(NothingDone refused, Credential.Basic own) {
    String scopes = String.join(" and ", AccessPlanner.SCOPES);
    String old =
        ports
            .admin()
            .read()
            .value()
            .text(AdminKey.TOKEN_NAME)
            .map(name -> "delete the token " + name + " in Gitea's settings of " + own.username())
            .orElse("");
    String next =
        desired.gitea().cli().isEmpty()
            ? "make a token with the scopes "
                + scopes
                + " in the browser and set GITEA_TOKEN to it"
                + (old.isEmpty() ? "" : "; then " + old)
            : (old.isEmpty() ? "" : old + ", then ")
                + "run gitea-drone bootstrap: it makes a token through gitea.admin.cli";
    return RefusedPassword.told(
        refused, ports.gitea(), own, "making an access token for " + own.username(), next);
  }

  private static AdminRecord tidied(AdminRecord record) {
    return record.without(AdminKey.PENDING_TOKENS, AdminKey.CLI_TOKEN_NAME, AdminKey.CLI_TOKEN);
  }

  Outcome clear(Step.ClearPending step, AccessObserved seen) {
    Stored<AdminRecord> stored = ports.admin().read();
    Credential.Basic own = own(stored.value(), seen);
    step.tokens().forEach(name -> ports.gitea().deleteToken(own, name));
    ports.admin().write(stored.revision(), tidied(settled(stored.value(), seen)));
    return new Outcome(Change.UPDATED, step.text());
  }

  /**
   * Keeps the user's Drone token of a first login, after rotating it: Drone wrote the one it made
   * with the account into its log (seen at INFO). One that somebody may use is not rotated.
   *
   * @param warn is told what to do where it was not rotated
   * @return the token that works
   */
  Secret settleDroneToken(Secret token, Consumer<String> warn) {
    boolean known =
        desired.drone().givenToken().isPresent()
            || ports.admin().read().value().get(AdminKey.DRONE_TOKEN).isPresent();
    Secret works = token;
    if (!known && sync(token) == AccountSync.FIRST) {
      works = ports.drone().rotateToken(token);
    } else if (!known) {
      warn.accept(
          "Drone wrote the token of "
              + desired.gitea().username()
              + " into its log when it made the account, and this one may be it. It is not rotated, since somebody may use it: sops"
              + " decrypt --extract '[\"drone_token\"]' "
              + desired.secrets().admin()
              + " | sed 's/^/Authorization: Bearer /' | curl -fsS -o /dev/null -X POST -H @- '"
              + desired.drone().url()
              + "/api/user/token?rotate=true', then gitea-drone bootstrap");
    }
    keepDroneToken(works);
    return works;
  }

  private AccountSync sync(Secret token) {
    return wait.until(
            "drone",
            deadline.get().within(wait.pace().restart()),
            wait.pace().buildLook(),
            () -> {
              AccountSync now = ports.drone().accountSync(token);
              return now == AccountSync.RUNNING
                  ? Wait.Look.<AccountSync>notYet("Drone reads the repositories")
                  : Wait.Look.done(now);
            })
        .value()
        .orElse(AccountSync.RUNNING);
  }

  void keepDroneToken(Secret token) {
    Stored<AdminRecord> stored = ports.admin().read();
    if (!stored.value().get(AdminKey.DRONE_TOKEN).equals(Optional.of(token))) {
      ports.admin().write(stored.revision(), stored.value().with(AdminKey.DRONE_TOKEN, token));
    }
  }

  /**
   * The record once it is known which password Gitea accepts, and that the administrator exists.
   */
  private static AdminRecord settled(AdminRecord record, AccessObserved seen) {
    AdminRecord next = record;
    if (record.get(AdminKey.PENDING_ADMIN).isPresent()) {
      next =
          next.with(AdminKey.CREATED_BY, record.text(AdminKey.PENDING_ADMIN).orElseThrow())
              .without(AdminKey.PENDING_ADMIN);
    }
    if (seen.password().equals(Optional.of(PasswordState.NEXT))) {
      next =
          next.with(AdminKey.PASSWORD, record.get(AdminKey.NEXT_PASSWORD).orElseThrow())
              .without(AdminKey.NEXT_PASSWORD);
    }
    return next;
  }

  private Credential.Basic own(AdminRecord record, AccessObserved seen) {
    AdminKey key =
        seen.password().equals(Optional.of(PasswordState.NEXT))
            ? AdminKey.NEXT_PASSWORD
            : AdminKey.PASSWORD;
    return new Credential.Basic(desired.gitea().username(), record.get(key).orElseThrow());
  }
}
