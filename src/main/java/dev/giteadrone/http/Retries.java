package dev.giteadrone.http;

import dev.giteadrone.model.Deadline;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Timeline;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Repeats reads with exponential back-off and jitter, honours {@code Retry-After}, and never
 * outlasts the deadline.
 */
final class Retries {
  private static final int ATTEMPTS = 5;

  /** After this long, a read that still fails is not repeated, whatever the run's deadline is. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

  /** Less time is not enough for an answer. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final IntervalFunction BACK_OFF =
      IntervalFunction.ofExponentialRandomBackoff(
          Duration.ofMillis(200), 2.0, 0.5, Duration.ofSeconds(5));

  private final String name;
  private final Timeline timeline;

  Retries(String name, Timeline timeline) {
    this.name = name;
    this.timeline = timeline;
  }

  /** A read, which may be repeated. */
  interface Attempt<T> {
    Answer<T> run() throws IOException;
  }

  /** Runs {@code attempt} until it succeeds, cannot, or must end. */
  <T> Answer<T> run(String what, Deadline runs, Attempt<T> attempt, Failures failures) {
    AtomicReference<Timeline.@Nullable Open> pause = new AtomicReference<>();
    Retry retry = Retry.of(name, config(runs.within(LONG_ENOUGH)));
    retry
        .getEventPublisher()
        .onRetry(
            event -> pause.set(timeline.open(Timeline.Kind.WAIT, "before repeating: " + what)));
    Callable<Answer<T>> repeated =
        Retry.decorateCallable(
            retry,
            () -> {
              close(pause);
              return attempt.run();
            });
    try {
      return repeated.call();
    } catch (Failure e) {
      throw e;
    } catch (IOException e) {
      throw failures.noAnswer(what, e, false);
    } catch (Exception e) {
      // Resilience4j leaves an interrupted pause after a mere status with this flag and no
      // exception of use.
      if (Thread.currentThread().isInterrupted()) {
        throw failures.interrupted(what);
      }
      throw new IllegalStateException("reading failed in a way no request does", e);
    } finally {
      close(pause);
    }
  }

  private static void close(AtomicReference<Timeline.@Nullable Open> pause) {
    Timeline.Open open = pause.getAndSet(null);
    if (open != null) {
      open.close();
    }
  }

  private static RetryConfig config(Deadline deadline) {
    return RetryConfig.<Answer<?>>custom()
        .maxAttempts(ATTEMPTS)
        .failAfterMaxAttempts(false)
        .retryOnResult(answer -> passing(answer.status()) && fits(deadline, retryAfter(answer)))
        .retryOnException(e ->
            e instanceof IOException io && !Failures.permanent(io) && fits(deadline, Duration.ZERO))
        .intervalBiFunction(Retries::pause)
        .build();
  }

  /** Whether another attempt after {@code pause} has time left to be answered. */
  private static boolean fits(Deadline deadline, Duration pause) {
    return deadline.remaining().compareTo(pause.plus(SHORTEST)) > 0;
  }

  private static long pause(Integer attempt, Either<Throwable, Answer<?>> outcome) {
    long wanted = BACK_OFF.apply(attempt);
    return outcome.isRight() ? Math.max(wanted, retryAfter(outcome.get()).toMillis()) : wanted;
  }

  private static Duration retryAfter(Answer<?> answer) {
    return RetryAfter.of(answer.headers(), Instant.now()).orElse(Duration.ZERO);
  }

  private static boolean passing(int status) {
    return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
  }
}
