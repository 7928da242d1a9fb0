package dev.giteadrone.http;

import dev.giteadrone.model.Reach;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What holds for every request of a run.
 *
 * @param allowPlainHttp talk plain HTTP to hosts other than loopback
 * @param caCertificate PEM file with certificate authorities to trust beside the JDK's
 * @param callLimit the longest a request may take, from connecting to the last byte
 * @param reach the way to the servers
 */
public record HttpSettings(
    boolean allowPlainHttp, Optional<Path> caCertificate, Duration callLimit, Reach reach) {

  /** On the straight way. */
  public HttpSettings(boolean allowPlainHttp, Optional<Path> caCertificate, Duration callLimit) {
    this(allowPlainHttp, caCertificate, callLimit, Reach.STRAIGHT);
  }

  /** On this way, with the ordinary limit. */
  public HttpSettings(boolean allowPlainHttp, Optional<Path> caCertificate, Reach reach) {
    this(allowPlainHttp, caCertificate, Clients.CALL_LIMIT, reach);
  }

  /** With the ordinary limit of 30 s for a request. */
  public HttpSettings(boolean allowPlainHttp, Optional<Path> caCertificate) {
    this(allowPlainHttp, caCertificate, Clients.CALL_LIMIT);
  }
}
