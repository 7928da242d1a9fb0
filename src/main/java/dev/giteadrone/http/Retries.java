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
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Repeats reads with exponential back-off and jitter, honours {@code Retry-After}, and never
 * outlasts the deadline.
 */
final class Retries {
  private static final int ATTEMPTS = 5;
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
  <T> Answer<T> run(String what, Deadline deadline, Attempt<T> attempt, Failures failures) {
    AtomicReference<Timeline.@Nullable Open> pause = new AtomicReference<>();
    Retry retry = Retry.of(name, config(deadline));
    retry
        .getEventPublisher()
        .onRetry(
            event -> pause.set(timeline.open(Timeline.Kind.WAIT, "before repeating: " + what)));
    Callable<Answer<T>> repeated =
        Retry.decorateCallable(
            retry,
            () -> {
              Timeline.Open waited = pause.getAndSet(null);
              if (waited != null) {
                waited.close();
              }
              return attempt.run();
            });
    try {
      return repeated.call();
    } catch (Failure e) {
      throw e;
    } catch (IOException e) {
      throw failures.noAnswer(what, e, false);
    } catch (Exception e) {
      throw new IllegalStateException("reading failed in a way no request does", e);
    }
  }

  private static RetryConfig config(Deadline deadline) {
    return RetryConfig.<Answer<?>>custom()
        .maxAttempts(ATTEMPTS)
        .failAfterMaxAttempts(false)
        .retryOnResult(answer -> passing(answer.status()) && !deadline.passed())
        .retryOnException(
            e -> e instanceof IOException io && !Failures.permanent(io) && !deadline.passed())
        .intervalBiFunction((attempt, outcome) -> pause(attempt, outcome, deadline))
        .build();
  }

  private static long pause(
      Integer attempt, Either<Throwable, Answer<?>> outcome, Deadline deadline) {
    long wanted = BACK_OFF.apply(attempt);
    if (outcome.isRight()) {
      wanted = Math.max(wanted, retryAfter(outcome.get()));
    }
    return Math.max(1, Math.min(wanted, deadline.remaining().toMillis()));
  }

  /** Milliseconds; the form with a date is rare and read as "soon". */
  private static long retryAfter(Answer<?> answer) {
    String value = answer.headers().get(Interceptors.RETRY_AFTER);
    if (value == null || !value.strip().matches("[0-9]{1,4}")) {
      return 0;
    }
    return Duration.ofSeconds(Long.parseLong(value.strip())).toMillis();
  }

  private static boolean passing(int status) {
    return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
  }
}
