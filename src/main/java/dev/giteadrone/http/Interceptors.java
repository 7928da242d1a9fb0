package dev.giteadrone.http;

import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** The OkHttp interceptors for all requests and answers. */
final class Interceptors {
  /**
   * The header that our retries read instead of {@code Retry-After}. OkHttp must not see the
   * original: it repeats a request by itself on {@code Retry-After: 0}.
   */
  static final String RETRY_AFTER = "X-Hidden-Retry-After";

  /** No valid answer is larger, unless the request says so. */
  static final long MAX_BODY = 8L * 1024 * 1024;

  private Interceptors() {}

  /** Adds the credential in the tag of the request. */
  static Response sign(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    Credential credential = request.tag(Credential.class);
    Request.Builder signed = request.newBuilder();
    switch (credential) {
      case null -> {}
      case Credential.Anonymous ignored -> {}
      case Credential.Token token ->
          signed.header("Authorization", "token " + fitting(token.token()));
      case Credential.Bearer bearer ->
          signed.header("Authorization", "Bearer " + fitting(bearer.token()));
      case Credential.Basic basic -> {
        signed.header(
            "Authorization",
            Credentials.basic(basic.username(), basic.password().reveal(), StandardCharsets.UTF_8));
        if (basic.code().isPresent()) {
          signed.header("X-Gitea-OTP", fitting(basic.code().get()));
        }
      }
      case Credential.Session session -> signed.header("Cookie", fitting(session.cookies()));
      case Credential.Rpc rpc -> signed.header("X-Drone-Token", fitting(rpc.secret()));
    }
    return chain.proceed(signed.build());
  }

  /** OkHttp would refuse it too, but with an exception that may quote it. */
  static String fitting(Secret secret) throws UnfitCredentialException {
    String text = secret.reveal();
    if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return text;
    }
    throw new UnfitCredentialException();
  }

  /** A credential has characters that are not allowed in a header. */
  static final class UnfitCredentialException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Hides {@code Retry-After} from OkHttp. */
  static Response hideRetryAfter(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String after = response.header("Retry-After");
    return after == null
        ? response
        : response.newBuilder().removeHeader("Retry-After").header(RETRY_AFTER, after).build();
  }

  /** Refuses a negative length, which OkHttp accepts and then fails on. */
  static Response requireLength(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    for (String length : response.headers("Content-Length")) {
      if (length.strip().startsWith("-")) {
        // Not closed, because closing reads the rest, using this length. OkHttp drops the
        // connection.
        throw new ProtocolException("negative Content-Length");
      }
    }
    return response;
  }

  /**
   * Stops reading an answer that is larger than the request allows, by default {@link #MAX_BODY}.
   */
  static Response limitBody(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    Response response = chain.proceed(request);
    Http.@Nullable BodyLimit own = request.tag(Http.BodyLimit.class);
    long most = own == null ? MAX_BODY : own.bytes();
    return response.newBuilder().body(new LimitedBody(response.body(), most)).build();
  }

  /** An answer was larger than its request allows. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("answer larger than this program accepts");
    }
  }

  /** Compares the clock of the server, or of the proxy in front of it, with ours. */
  static final class ServerClock {
    private Optional<Duration> ahead = Optional.empty();
    private long quickest = Long.MAX_VALUE;

    /** Keeps the difference that the quickest answer shows: it is the most precise one. */
    Response measure(Interceptor.Chain chain) throws IOException {
      Response response = chain.proceed(chain.request());
      long took = response.receivedResponseAtMillis() - response.sentRequestAtMillis();
      // A cache answers with the date of the answer that it has kept.
      if (response.header("Age") == null && isQuickest(took)) {
        // To read a date takes longer than all else here.
        ahead(response).ifPresent(difference -> keep(difference, took));
      }
      return response;
    }

    private synchronized boolean isQuickest(long took) {
      return took < quickest;
    }

    private synchronized void keep(Duration difference, long took) {
      if (isQuickest(took)) {
        quickest = took;
        ahead = Optional.of(difference);
      }
    }

    /** How far the server's clock is ahead; empty if no answer told. */
    synchronized Optional<Duration> ahead() {
      return ahead;
    }

    /** The server's time, less ours at the middle of the request. */
    static Optional<Duration> ahead(Response response) {
      @Nullable Instant date = response.headers().getInstant("Date");
      if (date == null) {
        return Optional.empty();
      }
      long middle = (response.sentRequestAtMillis() + response.receivedResponseAtMillis()) / 2;
      return Optional.of(Duration.between(Instant.ofEpochMilli(middle), date));
    }
  }

  private static final class LimitedBody extends ResponseBody {
    private final ResponseBody body;
    private final BufferedSource source;

    LimitedBody(ResponseBody body, long most) {
      this.body = body;
      this.source = Okio.buffer(limited(body.source(), most));
    }

    @Override
    public MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() {
      return body.contentLength();
    }

    @Override
    public BufferedSource source() {
      return source;
    }

    private static Source limited(Source source, long most) {
      return new ForwardingSource(source) {
        private long total;

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
          long read = super.read(sink, byteCount);
          total += Math.max(read, 0);
          if (total > most) {
            throw new TooLargeException();
          }
          return read;
        }
      };
    }
  }
}
