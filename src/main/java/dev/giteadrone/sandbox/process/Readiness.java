package dev.giteadrone.sandbox.process;

import dev.giteadrone.time.Poller;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A condition that is true once something is ready. Conditions can be combined. */
@FunctionalInterface
public interface Readiness {
  /** Checks once; done has a short fact, which may be empty. */
  Poller.Poll<String> look();

  /**
   * True when first this condition and then {@code next} are true. The fact is the last one that is
   * not empty.
   */
  default Readiness and(Readiness next) {
    return () -> {
      Poller.Poll<String> first = look();
      if (first.value().isEmpty()) {
        return first;
      }
      Poller.Poll<String> second = next.look();
      return second.value().filter(String::isEmpty).isPresent() ? first : second;
    };
  }

  /** True at once. */
  static Readiness always() {
    return () -> Poller.Poll.done("");
  }

  /** True when {@code test} is; {@code otherwise} describes the state until then. */
  static Readiness when(BooleanSupplier test, String otherwise) {
    return () -> test.getAsBoolean() ? Poller.Poll.done("") : Poller.Poll.notYet(otherwise);
  }

  /**
   * True when a GET is answered with 200 and {@code answer} accepts the body.
   *
   * @param answer checks the body
   */
  static Readiness http(URI url, Function<String, Poller.Poll<String>> answer) {
    return () -> {
      try {
        HttpURLConnection connection =
            (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(1000);
        connection.setReadTimeout(2000);
        connection.setInstanceFollowRedirects(false);
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
          return Poller.Poll.notYet("status " + connection.getResponseCode());
        }
        try (InputStream in = connection.getInputStream()) {
          return answer.apply(new String(in.readNBytes(1 << 20), StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        return Poller.Poll.notYet("no answer yet");
      }
    };
  }
}
