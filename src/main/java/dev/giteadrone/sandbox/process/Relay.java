package dev.giteadrone.sandbox.process;

import dev.giteadrone.model.plan.Progress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Passes the reports of several threads to the one thread that may call a {@link Progress}. */
final class Relay implements Progress {
  private final BlockingQueue<Consumer<Progress>> events = new LinkedBlockingQueue<>();
  private volatile boolean ended;

  @Override
  public void waiting(String name, String seen, Duration soFar) {
    events.add(to -> to.waiting(name, seen, soFar));
  }

  @Override
  public void fact(String label, String text) {
    events.add(to -> to.fact(label, text));
  }

  @Override
  public void output(String line) {
    events.add(to -> to.output(line));
  }

  @Override
  public void warning(String text) {
    events.add(to -> to.warning(text));
  }

  /** Lets {@link #pump} return once it has passed on all earlier reports. */
  void end() {
    events.add(to -> ended = true);
  }

  /** Passes reports on until {@link #end} is called or this thread is interrupted. */
  void pump(Progress to) {
    try {
      while (!ended) {
        events.take().accept(to);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
