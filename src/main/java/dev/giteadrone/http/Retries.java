package dev.giteadrone.http;

import dev.giteadrone.model.result.Failure;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Pace;
import dev.giteadrone.time.Timeline;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Repeats reads with exponential back-off and jitter, honours {@code Retry-After}, and never
 * outlasts the deadline. A slow server is asked until the run's deadline. A server that refuses the
 * connection or answers with an error is asked only a few times.
 */
final class Retries {
  private static final int ATTEMPTS = 5;

  private final String name;
  private final Timeline timeline;
  private final Pace pace;
  private final IntervalFunction backOff;

  Retries(String name, Timeline timeline, Pace pace) {
    this.name = name;
    this.timeline = timeline;
    this.pace = pace;
    this.backOff =
        IntervalFunction.ofExponentialRandomBackoff(
            pace.backOff(), 2.0, 0.5, pace.longestBackOff());
  }

  /** A read, which may be repeated. */
  interface Read<T> {
    Answer<T> run() throws IOException;
  }

  /** Runs {@code attempt} until it succeeds, cannot succeed, or the deadline is reached. */
  <T> Answer<T> run(String what, Deadline runs, Read<T> attempt, Failures failures) {
    AtomicReference<Timeline.@Nullable Open> pause = new AtomicReference<>();
    Retry retry = Retry.of(name, config(runs));
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
      throw failures.noAnswer(what, e, false, runs);
    } catch (Exception e) {
      // If a pause after a status is interrupted, Resilience4j sets only this flag, without a
      // useful exception.
      if (Thread.currentThread().isInterrupted()) {
        throw failures.interrupted(what);
      }
      throw new IllegalStateException("an unexpected exception while reading", e);
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

  private RetryConfig config(Deadline runs) {
    Deadline longEnough = runs.within(pace.repeats());
    // The attempts that did not just time out.
    AtomicInteger refused = new AtomicInteger();
    return RetryConfig.<Answer<?>>custom()
        .maxAttempts(Integer.MAX_VALUE)
        .failAfterMaxAttempts(false)
        .retryOnResult(answer ->
            passing(answer.status())
                && (TransportErrors.late(answer.status())
                    ? fits(runs, retryAfter(answer))
                    : refused.incrementAndGet() < ATTEMPTS && fits(longEnough, retryAfter(answer))))
        .retryOnException(e ->
            e instanceof IOException io
                && !TransportErrors.permanent(io)
                && (TransportErrors.late(io)
                    ? fits(runs, Duration.ZERO)
                    : refused.incrementAndGet() < ATTEMPTS && fits(longEnough, Duration.ZERO)))
        .intervalBiFunction(this::pause)
        .build();
  }

  /** Whether another attempt after {@code rest} has time left to be answered. */
  private boolean fits(Deadline deadline, Duration rest) {
    return deadline.remaining().compareTo(rest.plus(pace.shortest())) > 0;
  }

  private long pause(Integer attempt, Either<Throwable, Answer<?>> outcome) {
    long wanted = backOff.apply(attempt);
    return outcome.isRight() ? Math.max(wanted, retryAfter(outcome.get()).toMillis()) : wanted;
  }

  private static Duration retryAfter(Answer<?> answer) {
    return answer.retryAfter(Instant.now()).orElse(Duration.ZERO);
  }

  private static boolean passing(int status) {
    return TransportErrors.late(status) || status == 500 || status == 502 || status == 503;
  }
}
