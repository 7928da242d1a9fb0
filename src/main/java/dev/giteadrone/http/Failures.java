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
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Turns an unexpected answer, or a missing one, into a {@link Failure} for the user. */
final class Failures {
  private static final String HEAD = "\\n not found: ";

  private final Server server;
  private final String way;

  /**
   * Creates failures of one server.
   *
   * @param way how it is reached, as {@link dev.giteadrone.model.desired.Reach#words} says
   */
  Failures(Server server, String way) {
    this.server = server;
    this.way = way;
  }

  /**
   * The failure for an unexpected answer.
   *
   * @param pause how long the server asks to wait, if it does
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
                  + pause.map(rest -> ", and asks to wait " + rest.toSeconds() + " s").orElse(""),
              pause.isPresent()
                  ? "wait that long, then run the same command again; it waits by"
                      + " itself if --timeout leaves enough time"
                  : "look at the server's log, then run the same command again");
      return TransportErrors.late(status)
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
              .because(
                  "the server has another host or scheme, or a proxy in front of it"
                      + " redirects"));
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
    boolean unreadable = TransportErrors.unreadable(TransportErrors.root(e));
    Problem problem =
        Problem.of(
            server.readyCheck(),
            tried(what),
            describe(e)
                + (mutation && !TransportErrors.neverSent(TransportErrors.root(e))
                    ? "; whether it was done is not known"
                    : ""),
            next(TransportErrors.root(e)));
    if (TransportErrors.late(e)) {
      return new LateFailure(problem, withoutText(e));
    }
    ExitCode exitCode = unreadable ? ExitCode.FAILED : ExitCode.UNREACHABLE;
    boolean unfit = TransportErrors.root(e) instanceof Interceptors.UnfitCredentialException;
    return new Failure(unfit ? ExitCode.NOT_AUTHORISED : exitCode, problem, withoutText(e));
  }

  /** The failure for a request that was not sent because the time limit of the run was reached. */
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

  String describe(IOException thrown) {
    return switch (TransportErrors.root(thrown)) {
      case JsonProcessingException ignored -> "the answer is not the JSON that was expected";
      case Interceptors.TooLargeException ignored ->
          "the answer is larger than this program accepts";
      case PlainHttpGuard.RefusedException refused ->
          Text.neutral(String.valueOf(refused.getMessage()), 120);
      case Interceptors.UnfitCredentialException ignored ->
          "the credential has characters that are not allowed in a header, so it was not sent";
      case UnknownHostException ignored -> "the host name does not resolve";
      case ConnectException ignored -> "the connection is refused";
      case NoRouteToHostException ignored -> "there is no route to the host";
      case InterruptedIOException ignored -> "no answer in time";
      case SSLPeerUnverifiedException ignored -> "the TLS certificate is for another host";
      case SSLHandshakeException e when TransportErrors.untrusted(e) ->
          "the TLS certificate is not trusted";
      case SSLException ignored ->
          "the TLS handshake failed: no TLS on this port, or no common version";
      case EOFException e when TransportErrors.says(e, HEAD) ->
          "the header of its answer is incomplete, or longer than this program accepts";
      case EOFException ignored -> "the connection ended before the answer did";
      case ProtocolException e when TransportErrors.malformed(e) -> "the answer is not valid HTTP";
      case IOException e
          when TransportErrors.says(e, TransportErrors.PROXY_UNKNOWN)
              || TransportErrors.says(e, TransportErrors.PROXY_REFUSES + "401") ->
          "the proxy refuses us without valid credentials";
      case IOException e when TransportErrors.says(e, TransportErrors.PROXY_REFUSES) ->
          "the proxy answers "
              + Text.neutral(
                  String.valueOf(e.getMessage()).substring(TransportErrors.PROXY_REFUSES.length()),
                  4);
      default -> "the connection broke off";
    };
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
          "use https, or --allow-plain-http if you trust the network in between";
      case Interceptors.UnfitCredentialException ignored ->
          "check the stored credentials, or GITEA_TOKEN, for line ends and stray characters";
      case UnknownHostException ignored -> "check the URL's host name and DNS";
      case JsonProcessingException ignored ->
          "check that the URL is " + server.name() + "'s, and not that of a proxy's page";
      case Interceptors.TooLargeException ignored ->
          "check that the URL is " + server.name() + "'s, and not that of another server";
      case ProtocolException broken when TransportErrors.malformed(broken) ->
          "check that the scheme, host and port of the URL are " + server.name() + "'s";
      case IOException proxy when TransportErrors.ofProxy(proxy) ->
          "check http.proxy, or HTTPS_PROXY and NO_PROXY, and what the proxy allows";
      default ->
          "check that "
              + server.name()
              + " runs and is reachable from here, then run the same command again";
    };
  }
}
