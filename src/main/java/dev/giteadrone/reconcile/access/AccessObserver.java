package dev.giteadrone.reconcile.access;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.gitea.GiteaCli;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.AccessObserved.PasswordState;
import dev.giteadrone.model.observed.AccountObserved;
import dev.giteadrone.model.observed.FilesObserved;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.GiteaUser;
import dev.giteadrone.model.server.ListedUser;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.model.server.SignUpPage;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.reconcile.RefusedPassword;
import dev.giteadrone.reconcile.StrayTokens;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Parallel;
import dev.giteadrone.time.Poller;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds out which credentials of the administrator work in Gitea. If none do, finds out how to get
 * some.
 */
public final class AccessObserver {
  private static final Case OTHER_OWNER =
      Case.of(ProblemId.ADMIN_EXISTS, "other-owner", "user", "adminFile", "login");

  private final Gateways gateways;
  private final Desired desired;
  private final CreationChoice choice;
  private final Poller poller;
  private final Supplier<Deadline> deadline;

  /** Creates an observer of the Gitea in {@code gateways}. */
  public AccessObserver(
      Gateways gateways, Desired desired, Poller poller, Supplier<Deadline> deadline) {
    this.gateways = gateways;
    this.desired = desired;
    this.choice = new CreationChoice(desired);
    this.poller = poller;
    this.deadline = deadline;
  }

  /**
   * Waits for Gitea, then finds out which credentials work.
   *
   * @param files the decrypted sops files
   * @throws Failure with UNREACHABLE if Gitea is not ready at the deadline of the run
   */
  public AccessObserved look(FilesObserved files) {
    AdminRecord admin = files.admin().value();
    long start = System.nanoTime();
    // A Gitea that knows the stored token is ready: its database answers.
    Optional<SignIn> known = knownUser(admin).map(SignIn.Accepted::new);
    Duration readyAfter =
        known.isPresent()
            ? Duration.ofNanos(System.nanoTime() - start)
            : new GiteaWait(gateways.gitea(), desired, poller, deadline).ready();
    Optional<SignIn> stored = known.or(() -> signIn(admin, AdminKey.TOKEN));
    Optional<TokenOf> token = acceptedToken(admin, stored);
    Optional<PasswordOf> password = tryPasswords(admin, token.isPresent());
    boolean stranger = token.isEmpty() && password.filter(PasswordOf::works).isEmpty();
    Optional<GiteaUser> given = stranger ? givenUser() : Optional.empty();
    Optional<GiteaUser> existing =
        given.isPresent() ? existingUser() : stranger ? visibleUser() : Optional.empty();
    Credential reader = reader(token, given);
    try (Parallel<Optional<URI>> rootUrl =
        Parallel.start(() -> gateways.gitea().instance().rootUrl())) {
      return new AccessObserved(
          files,
          readyAfter,
          reader instanceof Credential.Anonymous
              ? Optional.empty()
              : Optional.of(gateways.gitea().instance().version(reader)),
          rootUrl.get(),
          token.map(TokenOf::token),
          token.filter(TokenOf::given).isPresent(),
          token.map(TokenOf::user).or(() -> password.flatMap(PasswordOf::user)),
          password.map(PasswordOf::state),
          given,
          existing,
          stranger && given.isEmpty() ? visibleUsers() : OptionalLong.empty(),
          stranger
              ? account(admin, stored, given)
              : AccountObserved.NOT_ASKED.withStrayTokens(strays(admin, password)));
    }
  }

  private Optional<GiteaUser> knownUser(AdminRecord admin) {
    return admin
        .get(AdminKey.TOKEN)
        .flatMap(token -> gateways.gitea().users().tryToSignIn(new Credential.Token(token)));
  }

  private record TokenOf(Credential.Token token, GiteaUser user, boolean given) {}

  private Optional<SignIn> signIn(AdminRecord admin, AdminKey key) {
    return admin
        .get(key)
        .map(token -> gateways.gitea().users().signIn(new Credential.Token(token)));
  }

  private Optional<TokenOf> acceptedToken(AdminRecord admin, Optional<SignIn> answer) {
    Optional<TokenOf> stored =
        answer.flatMap(said ->
            said instanceof SignIn.Accepted(GiteaUser user)
                ? admin
                    .get(AdminKey.TOKEN)
                    .map(token -> new TokenOf(new Credential.Token(token), user, false))
                : Optional.empty());
    stored.ifPresent(this::requireWantedUser);
    return stored.or(() ->
        desired
            .gitea()
            .givenToken()
            .flatMap(token -> tokenOf(new Credential.Token(token), true))
            .filter(of -> of.user().isNamed(desired.gitea().username())));
  }

  private Optional<TokenOf> tokenOf(Credential.Token token, boolean given) {
    return gateways.gitea().users().signIn(token) instanceof SignIn.Accepted(GiteaUser user)
        ? Optional.of(new TokenOf(token, user, given))
        : Optional.empty();
  }

  private void requireWantedUser(TokenOf stored) {
    if (!stored.user().isNamed(desired.gitea().username())) {
      throw OTHER_OWNER.failure(
          desired.gitea().username(), gateways.admin().path(), stored.user().login());
    }
  }

  private record PasswordOf(PasswordState state, Optional<GiteaUser> user) {
    boolean works() {
      return user.isPresent();
    }
  }

  /**
   * Each try costs Gitea a password hash, so there is none if a token works and nothing is pending.
   */
  private Optional<PasswordOf> tryPasswords(AdminRecord admin, boolean tokenWorks) {
    boolean pending =
        Stream.of(AdminKey.NEXT_PASSWORD, AdminKey.PENDING_ADMIN, AdminKey.CLI_TOKEN)
                .anyMatch(key -> admin.get(key).isPresent())
            || !admin.pendingTokens().isEmpty();
    if (tokenWorks && !pending) {
      return Optional.empty();
    }
    Optional<PasswordOf> current =
        admin.get(AdminKey.PASSWORD).map(password -> passwordOf(password, PasswordState.CURRENT));
    if (current.filter(PasswordOf::works).isPresent()) {
      return current;
    }
    return admin
        .get(AdminKey.NEXT_PASSWORD)
        .map(password -> passwordOf(password, PasswordState.NEXT))
        .filter(PasswordOf::works)
        .or(() -> current.map(refused -> explained(refused, admin, tokenWorks)));
  }

  private PasswordOf passwordOf(Secret password, PasswordState ifAccepted) {
    return switch (gateways.gitea().users().signIn(basic(password))) {
      case SignIn.Accepted(GiteaUser user) -> new PasswordOf(ifAccepted, Optional.of(user));
      case SignIn.Refused(SignIn.Reason reason) ->
          new PasswordOf(
              switch (reason) {
                case MUST_CHANGE_PASSWORD -> PasswordState.MUST_CHANGE;
                case INACTIVE -> PasswordState.INACTIVE;
                case WRONG, SCOPE -> PasswordState.REFUSED;
              },
              Optional.empty());
    };
  }

  /** The API answers the same to a second factor, a prohibited account and a wrong password. */
  private PasswordOf explained(PasswordOf refused, AdminRecord admin, boolean tokenWorks) {
    if (tokenWorks || refused.state() != PasswordState.REFUSED) {
      return refused;
    }
    Credential.Basic basic = basic(admin.get(AdminKey.PASSWORD).orElseThrow());
    return new PasswordOf(RefusedPassword.state(gateways.gitea(), basic), Optional.empty());
  }

  private Credential.Basic basic(Secret password) {
    return new Credential.Basic(desired.gitea().username(), password);
  }

  private Optional<GiteaUser> givenUser() {
    return desired
        .gitea()
        .givenToken()
        .flatMap(token -> tokenOf(new Credential.Token(token), true))
        .map(TokenOf::user);
  }

  private Optional<GiteaUser> existingUser() {
    return desired
        .gitea()
        .givenToken()
        .flatMap(token ->
            gateways.gitea().users().find(new Credential.Token(token), desired.gitea().username()));
  }

  /** The user of the wanted name as a stranger sees it; empty also if Gitea does not tell. */
  private Optional<GiteaUser> visibleUser() {
    return ifTold(
            () -> gateways.gitea().users().find(Credential.ANONYMOUS, desired.gitea().username()))
        .flatMap(Function.identity());
  }

  private static <T> Optional<T> ifTold(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (Failure e) {
      if (e.exitCode() == ExitCode.NOT_AUTHORISED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Credential reader(Optional<TokenOf> token, Optional<GiteaUser> given) {
    if (token.isPresent()) {
      return token.get().token();
    }
    return given.isPresent()
        ? new Credential.Token(desired.gitea().givenToken().orElseThrow())
        : Credential.ANONYMOUS;
  }

  private OptionalLong visibleUsers() {
    return ifTold(() -> gateways.gitea().users().count(Credential.ANONYMOUS))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  private AccountObserved account(
      AdminRecord admin, Optional<SignIn> stored, Optional<GiteaUser> given) {
    Optional<SignIn.Reason> barred =
        barred(stored).or(() -> barred(signIn(admin, AdminKey.CLI_TOKEN)));
    ListedUser listed =
        barred.isEmpty() && choice.mayUseCli(admin, given.isPresent())
            ? gateways.cli().map(this::listed).orElse(ListedUser.UNKNOWN)
            : ListedUser.UNKNOWN;
    SignUpPage page =
        choice.maySignUp(given.isPresent())
            ? gateways.gitea().forms().signUpPage()
            : SignUpPage.UNKNOWN;
    return new AccountObserved(barred, listed, page, List.of());
  }

  /** The request costs Gitea a password hash, so it is sent only if a password is in use anyway. */
  private List<String> strays(AdminRecord admin, Optional<PasswordOf> password) {
    return password
        .filter(PasswordOf::works)
        .flatMap(works ->
            admin.get(
                works.state() == PasswordState.NEXT ? AdminKey.NEXT_PASSWORD : AdminKey.PASSWORD))
        .map(secret ->
            StrayTokens.among(gateways.gitea().tokens().names(basic(secret)), admin, desired))
        .orElse(List.of());
  }

  private ListedUser listed(GiteaCli cli) {
    return cli.look(desired.gitea().username(), deadline.get());
  }

  /** Gitea gives this reason only for a token that it knows. */
  private static Optional<SignIn.Reason> barred(Optional<SignIn> token) {
    return token
        .filter(SignIn.Refused.class::isInstance)
        .map(said -> ((SignIn.Refused) said).reason())
        .filter(reason ->
            reason == SignIn.Reason.INACTIVE || reason == SignIn.Reason.MUST_CHANGE_PASSWORD);
  }
}
