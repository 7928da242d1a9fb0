package dev.giteadrone.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.LateFailure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says in the user's words what an answer, or none, means. */
final class Failures {
  private static final String PROXY_UNKNOWN = "Failed to authenticate with proxy";
  private static final String HEAD = "\\n not found: ";
  private static final String CUT_OFF = "unexpected end of stream";
  private static final String PROXY_REFUSES = "Unexpected response code for CONNECT: ";

  private final Server server;
  private final String way;

  /**
   * About one server.
   *
   * @param way how it is reached, as {@link dev.giteadrone.model.desired.Reach#words} says
   */
  Failures(Server server, String way) {
    this.server = server;
    this.way = way;
  }

  /**
   * An answer that nobody expected.
   *
   * @param pause how long the server asks to be left alone, where it does
   */
  Failure unexpected(String what, int status, Optional<Duration> pause) {
    String tried = tried(what);
    if (status == 401 || status == 403) {
      return new Failure(
          ExitCode.NOT_AUTHORISED,
          Problem.of(
              server.readyCheck(),
              tried,
              "it answered " + status + ", not authorised",
              "check the stored credentials with gitea-drone verify --level basic"));
    }
    if (status >= 500 || status == 429) {
      Problem problem =
          Problem.of(
              server.readyCheck(),
              tried,
              "it answered "
                  + status
                  + (status == 429 ? ", too many requests" : ", a server error")
                  + pause
                      .map(rest -> ", and asks for " + rest.toSeconds() + " s of rest")
                      .orElse(""),
              pause.isPresent()
                  ? "wait that long, then run the same command again; it waits itself where"
                      + " --timeout leaves it the time"
                  : "look at the server's log, then run the same command again");
      return late(status)
          ? new LateFailure(problem, null)
          : new Failure(ExitCode.UNREACHABLE, problem);
    }
    if (status >= 300 && status < 400) {
      return new Failure(
          ExitCode.FAILED,
          Problem.of(
                  server.readyCheck(),
                  tried,
                  "it answered "
                      + status
                      + ", a redirect, which is never followed with credentials",
                  "set the URL in the configuration to where the server really is")
              .because("another host or scheme is configured, or a proxy stands in front"));
    }
    return new Failure(
        ExitCode.FAILED,
        Problem.of(
            server.readyCheck(),
            tried,
            "it answered " + status + ", which was not expected",
            "check that the URL is " + server.name() + "'s and its version is supported"));
  }

  Failure noAnswer(String what, IOException e, boolean mutation) {
    if (Thread.currentThread().isInterrupted()) {
      return interrupted(what);
    }
    boolean unreadable = unreadable(root(e));
    Problem problem =
        Problem.of(
            server.readyCheck(),
            tried(what),
            words(e)
                + (mutation && !neverSent(root(e)) ? "; whether it was done is not known" : ""),
            next(root(e)));
    if (late(e)) {
      return new LateFailure(problem, withoutText(e));
    }
    ExitCode exitCode = unreadable ? ExitCode.FAILED : ExitCode.UNREACHABLE;
    boolean unfit = root(e) instanceof Interceptors.UnfitCredentialException;
    return new Failure(unfit ? ExitCode.NOT_AUTHORISED : exitCode, problem, withoutText(e));
  }

  /** The run's time was up before something could be sent. */
  Failure tooLate(String what) {
    return new LateFailure(
        Problem.of(
            server.readyCheck(),
            tried(what),
            "the run's time is up, so it was not sent",
            "run the same command again; it continues. --timeout gives more time"),
        null);
  }

  Failure interrupted(String what) {
    return Failure.interrupted(tried(what), null);
  }

  private String tried(String what) {
    return what + " on " + server.name() + " (" + server.url() + ")" + way;
  }

  String words(IOException thrown) {
    return switch (root(thrown)) {
      case JsonProcessingException ignored -> "the answer is not the JSON that was expected";
      case Interceptors.TooLargeException ignored ->
          "the answer is larger than any this program reads";
      case PlainHttpGuard.RefusedException refused ->
          Text.neutral(String.valueOf(refused.getMessage()), 120);
      case Interceptors.UnfitCredentialException ignored ->
          "the credential has characters that no header can hold, so it was not sent";
      case UnknownHostException ignored -> "the host name does not resolve";
      case ConnectException ignored -> "the connection is refused";
      case NoRouteToHostException ignored -> "there is no route to the host";
      case InterruptedIOException ignored -> "no answer in time";
      case SSLPeerUnverifiedException ignored -> "the TLS certificate is for another host";
      case SSLHandshakeException e when untrusted(e) -> "the TLS certificate is not trusted";
      case SSLException ignored ->
          "the TLS handshake failed: no TLS on this port, or no common version";
      case EOFException e when says(e, HEAD) ->
          "the head of its answer is cut off, or longer than any this program reads";
      case EOFException ignored -> "the connection ended before the answer did";
      case ProtocolException e when malformed(e) -> "the answer is not HTTP as it should be";
      case IOException e when says(e, PROXY_UNKNOWN) || says(e, PROXY_REFUSES + "401") ->
          "the proxy does not know us";
      case IOException e when says(e, PROXY_REFUSES) ->
          "the proxy answers "
              + Text.neutral(String.valueOf(e.getMessage()).substring(PROXY_REFUSES.length()), 4);
      default -> "the connection broke off";
    };
  }

  /** OkHttp has no type of its own for what a proxy answers. */
  private static boolean says(IOException e, String start) {
    return String.valueOf(e.getMessage()).startsWith(start);
  }

  private static boolean ofProxy(IOException e) {
    return says(e, PROXY_UNKNOWN) || says(e, PROXY_REFUSES);
  }

  /**
   * Jackson wraps what goes wrong below it, a broken connection in the middle of a list, say; TLS
   * wraps our own refusal to read on.
   */
  private static IOException root(IOException e) {
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

  private static boolean causedBy(Throwable e, Class<? extends Throwable> type) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  /** The messages of Jackson and OkHttp quote the answer, which may hold a secret. */
  private static IOException withoutText(IOException e) {
    IOException bare = new IOException(e.getClass().getName());
    bare.setStackTrace(e.getStackTrace());
    return bare;
  }

  private String next(IOException e) {
    return switch (e) {
      case SSLException ignored ->
          "check the URL and its certificate; give your own certificate authority with --ca-cert";
      case PlainHttpGuard.RefusedException ignored ->
          "use https, or --allow-plain-http if the network in between is yours alone";
      case Interceptors.UnfitCredentialException ignored ->
          "check the stored credentials, or GITEA_TOKEN, for line ends and stray characters";
      case UnknownHostException ignored -> "check the URL's host name and DNS";
      case JsonProcessingException ignored ->
          "check that the URL is " + server.name() + "'s, not that of a proxy's page";
      case Interceptors.TooLargeException ignored ->
          "check that the URL is " + server.name() + "'s, not that of something else";
      case ProtocolException broken when malformed(broken) ->
          "check that the URL and its port are " + server.name() + "'s, and its scheme";
      case IOException proxy when ofProxy(proxy) ->
          "check http.proxy, or HTTPS_PROXY and NO_PROXY, and what the proxy allows";
      default ->
          "check that "
              + server.name()
              + " runs and is reachable from here, then run the same command again";
    };
  }

  /** Whether the server's certificate is for another host, or signed by nobody whom we trust. */
  private static boolean untrusted(IOException e) {
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

  private static boolean unreadable(IOException e) {
    return e instanceof JsonProcessingException
        || e instanceof Interceptors.TooLargeException
        || (e instanceof ProtocolException broken && malformed(broken));
  }

  /** Whether what came is no HTTP; OkHttp says with the same type that a body was cut off. */
  private static boolean malformed(ProtocolException e) {
    return !says(e, CUT_OFF) && !ofProxy(e);
  }

  private static boolean neverSent(IOException e) {
    return e instanceof ConnectException
        || e instanceof UnknownHostException
        || e instanceof SSLHandshakeException
        || ofProxy(e)
        || e instanceof Interceptors.UnfitCredentialException
        || e instanceof PlainHttpGuard.RefusedException;
  }
}
