package dev.giteadrone.http;

import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.time.Pace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What holds for every request of a run.
 *
 * @param allowPlainHttp talk plain HTTP to hosts other than loopback
 * @param caCertificate PEM file with certificate authorities to trust beside the JDK's
 * @param pace how long to wait for a request, and how often to repeat it
 * @param reach the way to the servers
 */
public record HttpSettings(
    boolean allowPlainHttp, Optional<Path> caCertificate, Pace pace, NetworkOptions reach) {

  /** On the straight way, with this limit for a request, from connecting to the last byte. */
  public HttpSettings(boolean allowPlainHttp, Optional<Path> caCertificate, Duration callLimit) {
    this(allowPlainHttp, caCertificate, Pace.DEFAULT.withCall(callLimit), NetworkOptions.STRAIGHT);
  }

  /** On this way, at the ordinary pace. */
  public HttpSettings(boolean allowPlainHttp, Optional<Path> caCertificate, NetworkOptions reach) {
    this(allowPlainHttp, caCertificate, Pace.DEFAULT, reach);
  }

  /** On the straight way, at the ordinary pace. */
  public HttpSettings(boolean allowPlainHttp, Optional<Path> caCertificate) {
    this(allowPlainHttp, caCertificate, Pace.DEFAULT, NetworkOptions.STRAIGHT);
  }
}
