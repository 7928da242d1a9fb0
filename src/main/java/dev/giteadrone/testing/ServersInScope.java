package dev.giteadrone.testing;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.errors.GiteaDroneException;
import dev.giteadrone.errors.mapping.FailureMapping;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.testing.internal.KeptServers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A pair of servers of one scope. The first request starts it, and it is closed with the scope. */
final class ServersInScope {
  private static final Case SHARED_REUSE = Case.of(ProblemId.TESTING_ANNOTATION, "shared-reuse");
  private static final Case NO_RUNNER = Case.of(ProblemId.TESTING_ANNOTATION, "no-runner");
  private static final Case RELAY_REUSE = Case.of(ProblemId.TESTING_ANNOTATION, "relay-reuse");
  private static final Case RELAY_REFERENCE =
      Case.of(ProblemId.TESTING_ANNOTATION, "relay-reference");

  private final Supplier<ServersHandle> start;
  private @Nullable ServersHandle started;
  private @Nullable RuntimeException failed;
  private boolean closed;

  ServersInScope(Supplier<ServersHandle> start) {
    this.start = start;
  }

  /** The pair that an annotation describes. */
  static ServersInScope of(WithGiteaDrone wanted) {
    check(wanted);
    ServersBuilder builder =
        new ServersBuilder()
            .runners(wanted.runners())
            .profile(wanted.profile())
            .relay(wanted.relay());
    return wanted.reuse().isEmpty()
        ? new ServersInScope(builder::startHandle)
        : new ServersInScope(() ->
            builder.handle(
                KeptServers.up(
                    wanted.reuse(), List.of(wanted.runners()), wanted.profile().name())));
  }

  /**
   * The running servers. The first call starts them; after a failed start there is no second try.
   */
  synchronized ServersHandle get() {
    if (closed) {
      throw new IllegalStateException("the scope of these servers has ended");
    }
    if (failed != null) {
      throw failed;
    }
    ServersHandle now = started;
    if (now == null) {
      try {
        now = start.get();
      } catch (RuntimeException e) {
        failed = e;
        throw e;
      }
      started = now;
    }
    return now;
  }

  /** The servers, if they were started. */
  synchronized Optional<ServersHandle> ifStarted() {
    return Optional.ofNullable(started);
  }

  synchronized void close() {
    closed = true;
    ServersHandle now = started;
    started = null;
    if (now != null) {
      now.close();
    }
  }

  private static void check(WithGiteaDrone wanted) {
    if (!wanted.shared().isEmpty() && !wanted.reuse().isEmpty()) {
      throw refused(SHARED_REUSE.failure());
    }
    if (wanted.runners().length == 0) {
      throw refused(NO_RUNNER.failure());
    }
    if (wanted.relay() && !wanted.reuse().isEmpty()) {
      throw refused(RELAY_REUSE.failure());
    }
    if (wanted.relay() && wanted.profile() == HostProfile.REFERENCE) {
      throw refused(RELAY_REFERENCE.failure());
    }
  }

  private static GiteaDroneException refused(Failure failure) {
    return FailureMapping.of(failure.exitCode(), failure.problem(), null);
  }
}
