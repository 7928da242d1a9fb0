package dev.giteadrone.http;

import dev.giteadrone.time.Timeline;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;

/** Records in the timeline from when to when each request was open. */
final class RequestSpans implements EventListener.Factory {
  private static final ThreadLocal<Timeline.Kind> KIND = new ThreadLocal<>();

  private final Timeline timeline;

  RequestSpans(Timeline timeline) {
    this.timeline = timeline;
  }

  /** One or more requests. */
  interface Requests<T> {
    T run() throws IOException;
  }

  static <T> T reading(Requests<T> requests) throws IOException {
    return as(Timeline.Kind.READ, requests);
  }

  static <T> T mutating(Requests<T> requests) throws IOException {
    return as(Timeline.Kind.MUTATION, requests);
  }

  /** The current kind of the requests of this thread. */
  static Timeline.Kind current() {
    Timeline.Kind kind = KIND.get();
    return kind == null ? Timeline.Kind.READ : kind;
  }

  private static <T> T as(Timeline.Kind kind, Requests<T> requests) throws IOException {
    KIND.set(kind);
    try {
      return requests.run();
    } finally {
      KIND.remove();
    }
  }

  @Override
  public EventListener create(Call call) {
    return new Listener(current());
  }

  private final class Listener extends EventListener {
    private final Timeline.Kind kind;
    private Timeline.@Nullable Open open;

    Listener(Timeline.Kind kind) {
      this.kind = kind;
    }

    @Override
    public void callStart(Call call) {
      // Method and path only: a query may hold a code or a state.
      open =
          timeline.open(kind, call.request().method() + " " + call.request().url().encodedPath());
    }

    @Override
    public void callEnd(Call call) {
      end();
    }

    @Override
    public void callFailed(Call call, IOException e) {
      end();
    }

    private void end() {
      Timeline.Open opened = open;
      if (opened != null) {
        open = null;
        opened.close();
      }
    }
  }
}
