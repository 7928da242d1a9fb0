package dev.giteadrone.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.diagnosis.Interruption;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.LateFailure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.TimeUp;
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
  private static final Case NOT_AUTHORISED = of("not-authorised");
  private static final Case SERVER_ERROR = of("server-error");
  private static final Case ASKS_TO_WAIT = of("asks-to-wait");
  private static final Case REDIRECT = of("redirect");
  private static final Case UNEXPECTED = of("unexpected");
  private static final Case TLS = of("tls");
  private static final Case PLAIN_HTTP = of("plain-http");
  private static final Case UNFIT = of("unfit-credential");
  private static final Case NO_NAME = of("no-name");
  private static final Case NOT_JSON = of("not-json");
  private static final Case TOO_LARGE = of("too-large");
  private static final Case NOT_HTTP = of("not-http");
  private static final Case PROXY = of("proxy");
  private static final Case DOWN = of("down");

  private static final String HEAD = "\\n not found: ";

  private final Server server;
  private final String way;
  private final Duration shortest;

  /**
   * Creates failures of one server.
   *
   * @param way how it is reached, as {@link dev.giteadrone.model.desired.Reach#words} says
   * @param shortest less time than this is not enough for an answer
   */
  Failures(Server server, String way, Duration shortest) {
    this.server = server;
    this.way = way;
    this.shortest = shortest;
  }

  private static Case of(String key) {
    return Case.of(ProblemId.GITEA_READY, key, "tried", "seen", "server");
  }

  /**
   * The failure for an unexpected answer.
   *
   * @param pause how long the server asks to wait, if it does
   */
  Failure unexpected(String what, int status, Optional<Duration> pause) {
    if (status == 401 || status == 403) {
      return failure(NOT_AUTHORISED, what, status);
    }
    if (status >= 500 || status == 429) {
      String seen =
          status
              + (status == 429 ? ", too many requests" : ", a server error")
              + pause.map(rest -> ", and asks to wait " + rest.toSeconds() + " s").orElse("");
      Case found = pause.isPresent() ? ASKS_TO_WAIT : SERVER_ERROR;
      return TransportErrors.late(status)
          ? new LateFailure(problem(found, what, seen), null)
          : failure(found, what, seen);
    }
    return status >= 300 && status < 400
        ? failure(REDIRECT, what, status)
        : failure(UNEXPECTED, what, status);
  }

  /**
   * The failure for a missing answer.
   *
   * @param mutation whether it may have changed something
   * @param time what is left of the run
   */
  Failure noAnswer(String what, IOException e, boolean mutation, Deadline time) {
    if (Thread.currentThread().isInterrupted()) {
      return interrupted(what);
    }
    IOException root = TransportErrors.root(e);
    String seen =
        describe(e)
            + (mutation && !TransportErrors.neverSent(root)
                ? "; whether it was done is not known"
                : "");
    if (TransportErrors.late(e) && time.remaining().compareTo(shortest) < 0) {
      return TimeUp.failure(time, tried(what), seen, withoutText(e));
    }
    Case found = reason(root);
    return TransportErrors.late(e)
        ? new LateFailure(problem(found, what, seen), withoutText(e))
        : new Failure(found.exit(), problem(found, what, seen), withoutText(e));
  }

  private Failure failure(Case found, String what, Object seen) {
    return new Failure(found.exit(), problem(found, what, seen), null);
  }

  private Problem problem(Case found, String what, Object seen) {
    return found.problemAs(server.ready().id(), tried(what), seen, server.name());
  }

  /** The failure for a request that was not sent because the time limit of the run was reached. */
  Failure tooLate(String what, Deadline time) {
    return TimeUp.failure(time, tried(what), "it was not sent", null);
  }

  Failure interrupted(String what) {
    return Interruption.of(tried(what), null);
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

  private static Case reason(IOException e) {
    return switch (e) {
      case SSLException ignored -> TLS;
      case PlainHttpGuard.RefusedException ignored -> PLAIN_HTTP;
      case Interceptors.UnfitCredentialException ignored -> UNFIT;
      case UnknownHostException ignored -> NO_NAME;
      case JsonProcessingException ignored -> NOT_JSON;
      case Interceptors.TooLargeException ignored -> TOO_LARGE;
      case ProtocolException broken when TransportErrors.malformed(broken) -> NOT_HTTP;
      case IOException proxy when TransportErrors.ofProxy(proxy) -> PROXY;
      default -> DOWN;
    };
  }
}
