package dev.giteadrone.http;

import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.time.Pace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings for all requests of a run.
 *
 * @param allowPlainHttp whether plain HTTP to hosts other than loopback is allowed
 * @param caCertificate PEM file with certificate authorities to trust in addition to the JDK's
 * @param pace how long to wait for a request, and how often to repeat it
 * @param reach how the servers are reached
 */
public record HttpSettings(
    boolean allowPlainHttp, Optional<Path> caCertificate, Pace pace, NetworkOptions reach) {

  /**
   * Direct connections, with this time limit for each request, from connecting to the last byte.
   */
  public HttpSettings(boolean allowPlainHttp, Optional<Path> caCertificate, Duration callLimit) {
    this(allowPlainHttp, caCertificate, Pace.DEFAULT.withCall(callLimit), NetworkOptions.STRAIGHT);
  }

  /** These network options, with the default pace. */
  public HttpSettings(boolean allowPlainHttp, Optional<Path> caCertificate, NetworkOptions reach) {
    this(allowPlainHttp, caCertificate, Pace.DEFAULT, reach);
  }

  /** Direct connections, with the default pace. */
  public HttpSettings(boolean allowPlainHttp, Optional<Path> caCertificate) {
    this(allowPlainHttp, caCertificate, Pace.DEFAULT, NetworkOptions.STRAIGHT);
  }
}
