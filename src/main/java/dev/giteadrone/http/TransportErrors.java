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

/** What an exception of a request, or a status, says about whether asking again may help. */
final class TransportErrors {
  static final String PROXY_UNKNOWN = "Failed to authenticate with proxy";
  static final String PROXY_REFUSES = "Unexpected response code for CONNECT: ";
  static final String CUT_OFF = "unexpected end of stream";

  private TransportErrors() {}

  /** OkHttp has no type of its own for what a proxy answers. */
  static boolean says(IOException e, String start) {
    return String.valueOf(e.getMessage()).startsWith(start);
  }

  static boolean ofProxy(IOException e) {
    return says(e, PROXY_UNKNOWN) || says(e, PROXY_REFUSES);
  }

  /**
   * Jackson wraps what goes wrong below it, a broken connection in the middle of a list, say; TLS
   * wraps our own refusal to read on.
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

  /** Whether the server's certificate is for another host, or signed by nobody whom we trust. */
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
   * Whether there may well be a server: it did not answer in time, or the connection broke off in
   * the middle. False where nothing listens, nothing leads there, or what answers cannot be the
   * server.
   */
  static boolean late(IOException thrown) {
    IOException e = root(thrown);
    if (e instanceof SSLException) {
      // A handshake that is cut off; any other trouble with TLS is an answer.
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

  /** Whether no patience helps: something has to be changed here, or be allowed there. */
  static boolean hopeless(IOException thrown) {
    IOException e = root(thrown);
    return untrusted(e)
        || says(e, PROXY_UNKNOWN)
        || says(e, PROXY_REFUSES + "4")
        || e instanceof Interceptors.UnfitCredentialException
        || e instanceof PlainHttpGuard.RefusedException;
  }

  /** Whether asking again cannot help. */
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

  /** Whether what came is no HTTP; OkHttp says with the same type that a body was cut off. */
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
