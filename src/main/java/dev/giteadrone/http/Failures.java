package dev.giteadrone.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Text;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says in the user's words what an answer, or none, means. */
final class Failures {
  private final Server server;

  Failures(Server server) {
    this.server = server;
  }

  Failure unexpected(String what, int status) {
    String tried = what + " on " + server.name() + " (" + server.url() + ")";
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
      return new Failure(
          ExitCode.UNREACHABLE,
          Problem.of(
              server.readyCheck(),
              tried,
              "it answered "
                  + status
                  + (status == 429 ? ", too many requests" : ", a server error"),
              "look at the server's log, then run the same command again"));
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
    boolean unreadable = unreadable(e);
    Problem problem =
        Problem.of(
            server.readyCheck(),
            what + " on " + server.name() + " (" + server.url() + ")",
            words(e) + (mutation && !neverSent(e) ? "; whether it was done is not known" : ""),
            next(e));
    return new Failure(unreadable ? ExitCode.FAILED : ExitCode.UNREACHABLE, problem, e);
  }

  String words(IOException e) {
    return switch (e) {
      case JsonProcessingException ignored -> "the answer is not the JSON that was expected";
      case Interceptors.TooLargeException ignored ->
          "the answer is larger than any this program reads";
      case PlainHttpGuard.RefusedException refused ->
          Text.neutral(String.valueOf(refused.getMessage()), 120);
      case UnknownHostException ignored -> "the host name does not resolve";
      case ConnectException ignored -> "the connection is refused";
      case SocketTimeoutException ignored -> "no answer in time";
      case java.io.InterruptedIOException ignored -> "no answer in time";
      case SSLHandshakeException ignored ->
          "the TLS certificate is not trusted, or TLS is not spoken there";
      case SSLPeerUnverifiedException ignored -> "the TLS certificate is for another host";
      case SSLException ignored -> "TLS failed";
      default -> "the connection broke off";
    };
  }

  private String next(IOException e) {
    return switch (e) {
      case SSLException ignored ->
          "give your own certificate authority with --ca-cert, or renew the certificate";
      case PlainHttpGuard.RefusedException ignored ->
          "use https, or --allow-plain-http if the network in between is yours alone";
      case UnknownHostException ignored -> "check the URL's host name and DNS";
      case JsonProcessingException ignored ->
          "check that the URL is " + server.name() + "'s, not that of a proxy's page";
      default ->
          "check that "
              + server.name()
              + " runs and is reachable from here, then run the same command again";
    };
  }

  /** Whether asking again cannot help. */
  static boolean permanent(IOException e) {
    return unreadable(e)
        || e instanceof SSLException
        || e instanceof PlainHttpGuard.RefusedException;
  }

  private static boolean unreadable(IOException e) {
    return e instanceof JsonProcessingException || e instanceof Interceptors.TooLargeException;
  }

  private static boolean neverSent(IOException e) {
    return e instanceof ConnectException
        || e instanceof UnknownHostException
        || e instanceof SSLHandshakeException
        || e instanceof PlainHttpGuard.RefusedException;
  }
}
