package dev.giteadrone.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Decides from an exception or a status whether another attempt may help. */
final class TransportErrors {
  static final String PROXY_UNKNOWN = "Failed to authenticate with proxy";
  static final String PROXY_REFUSES = "Unexpected response code for CONNECT: ";
  static final String CUT_OFF = "unexpected end of stream";

  private TransportErrors() {}

  /** OkHttp has no exception type for the answers of a proxy. */
  static boolean says(IOException e, String start) {
    return String.valueOf(e.getMessage()).startsWith(start);
  }

  static boolean ofProxy(IOException e) {
    return says(e, PROXY_UNKNOWN) || says(e, PROXY_REFUSES);
  }

  /**
   * Jackson wraps exceptions below it, such as a broken connection in the middle of a list. TLS
   * wraps the exception of our own size limit.
   */
  static IOException root(IOException e) {
    IOException root = e;
    while (root instanceof JsonProcessingException
        && root.getCause() instanceof IOException cause) {
      root = cause;
    }
    return root instanceof SSLException
            && root.getCause() instanceof Interceptors.TooLargeException tooLarge
        ? tooLarge
        : root;
  }

  static boolean causedBy(Throwable e, Class<? extends Throwable> type) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the server's certificate is for another host, or not signed by a trusted authority. */
  static boolean untrusted(IOException e) {
    return e instanceof SSLPeerUnverifiedException
        || (e instanceof SSLHandshakeException && causedBy(e, CertificateException.class));
  }

  /**
   * Whether a server, or the proxy in front of it, says with this status that the answer takes too
   * long.
   */
  static boolean late(int status) {
    return status == 408 || status == 429 || status == 504;
  }

  /**
   * Whether the server may still exist: it did not answer in time, or the connection broke off.
   * False if nothing listens, there is no route, or the answer cannot come from the server.
   */
  static boolean late(IOException thrown) {
    IOException e = root(thrown);
    if (e instanceof SSLException) {
      // A handshake that broke off; any other TLS error counts as an answer.
      return causedBy(e, EOFException.class) || causedBy(e, SocketException.class);
    }
    if (ofProxy(e)) {
      return says(e, PROXY_REFUSES + "504");
    }
    return !unreadable(e)
        && !hopeless(e)
        && !(e instanceof ConnectException)
        && !(e instanceof UnknownHostException)
        && !(e instanceof NoRouteToHostException);
  }

  /** Whether waiting cannot help, because a setting must be changed here or at the other end. */
  static boolean hopeless(IOException thrown) {
    IOException e = root(thrown);
    return untrusted(e)
        || says(e, PROXY_UNKNOWN)
        || says(e, PROXY_REFUSES + "4")
        || e instanceof Interceptors.UnfitCredentialException
        || e instanceof PlainHttpGuard.RefusedException;
  }

  /** Whether another attempt cannot help. */
  static boolean permanent(IOException thrown) {
    IOException e = root(thrown);
    return unreadable(e)
        || Thread.currentThread().isInterrupted()
        || e instanceof SSLException
        || hopeless(e);
  }

  static boolean unreadable(IOException e) {
    return e instanceof JsonProcessingException
        || e instanceof Interceptors.TooLargeException
        || (e instanceof ProtocolException broken && malformed(broken));
  }

  /** Whether the answer is not HTTP. OkHttp uses the same type for a body that was cut off. */
  static boolean malformed(ProtocolException e) {
    return !says(e, CUT_OFF) && !ofProxy(e);
  }

  static boolean neverSent(IOException e) {
    return e instanceof ConnectException
        || e instanceof UnknownHostException
        || e instanceof SSLHandshakeException
        || ofProxy(e)
        || e instanceof Interceptors.UnfitCredentialException
        || e instanceof PlainHttpGuard.RefusedException;
  }
}
