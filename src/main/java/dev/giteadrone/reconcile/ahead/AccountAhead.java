package dev.giteadrone.reconcile.ahead;

import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneUser;
import dev.giteadrone.time.Parallel;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks Drone for the owner of a token while other things are observed. The answer counts only if it
 * is an account, and nothing was changed since.
 */
public final class AccountAhead implements AutoCloseable {
  private final LongSupplier changes;
  private @Nullable Asked asked;

  private record Asked(Secret token, long changes, Parallel<Optional<DroneUser>> user) {}

  /**
   * Nothing was asked yet.
   *
   * @param changes how many changes this run has made so far
   */
  public AccountAhead(LongSupplier changes) {
    this.changes = changes;
  }

  /** Asks, unless it has asked already. */
  public void ask(Secret token, Supplier<Optional<DroneUser>> user) {
    if (asked == null) {
      asked = new Asked(token, changes.getAsLong(), Parallel.start(() -> withoutFailure(user)));
    }
  }

  /** The account of this token; empty if the answer does not count. */
  public Optional<DroneUser> answer(Secret token) {
    Asked question = asked;
    return question != null
            && question.token().equals(token)
            && question.changes() == changes.getAsLong()
        ? question.user().get()
        : Optional.empty();
  }

  /** Ends a question that nobody needs any more. */
  @Override
  public void close() {
    Asked question = asked;
    if (question != null) {
      question.user().close();
    }
  }

  private static Optional<DroneUser> withoutFailure(Supplier<Optional<DroneUser>> user) {
    try {
      return user.get();
    } catch (Failure e) {
      return Optional.empty();
    }
  }
}
