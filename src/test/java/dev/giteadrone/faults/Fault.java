package dev.giteadrone.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.simulated.CannedResponse;
import java.time.Duration;

/** What can go wrong with one request. */
enum Fault {
  REFUSED(ExitCode.UNREACHABLE, true, false),
  RESET_BEFORE_ACTING(ExitCode.UNREACHABLE, true, false),
  RESET_AFTER_ACTING(ExitCode.UNREACHABLE, true, true),
  TIME_OUT(ExitCode.UNREACHABLE, true, true),
  SLOW_TRICKLE(ExitCode.UNREACHABLE, true, true),
  ERROR_500(ExitCode.UNREACHABLE, true, false),
  BAD_GATEWAY_502(ExitCode.UNREACHABLE, true, false),
  UNAVAILABLE_503_RETRY_AFTER(ExitCode.UNREACHABLE, true, false),
  TOO_MANY_429_RETRY_AFTER(ExitCode.UNREACHABLE, true, false),
  UNAUTHORISED_401(ExitCode.NOT_AUTHORISED, false, false),
  FORBIDDEN_403(ExitCode.NOT_AUTHORISED, false, false),
  TRUNCATED(ExitCode.FAILED, false, true),
  EMPTY_BODY(ExitCode.FAILED, false, true),
  WRONG_CONTENT_TYPE(ExitCode.FAILED, false, false),
  HUGE_BODY(ExitCode.FAILED, false, true),
  REDIRECT_ELSEWHERE(ExitCode.FAILED, false, false);

  /** No message may hold this. */
  static final String BODY = "b0dy";

  private static final String JSON = "{\"message\":\"b0dy s3cr3t\",\"error\":\"b0dy s3cr3t\"}";
  private static final String PAGE =
      "<html><head><title>Elsewhere</title></head><body><p>b0dy s3cr3t</p></body></html>";
  private static final int STALLED = 24_000;
  private static final String HUGE = " ".repeat(9 * 1024 * 1024);

  /** What the process exits with, unless a port knows better. */
  final ExitCode exit;

  /** Whether asking again may help. */
  final boolean passing;

  /** Whether the server does what it was asked for, for all that. */
  final boolean acts;

  Fault(ExitCode exit, boolean passing, boolean acts) {
    this.exit = exit;
    this.passing = passing;
    this.acts = acts;
  }

  /** How long the server asks to be left alone. */
  Duration retryAfter() {
    return this == UNAVAILABLE_503_RETRY_AFTER || this == TOO_MANY_429_RETRY_AFTER
        ? Duration.ofSeconds(1)
        : Duration.ZERO;
  }

  /**
   * What is answered instead of {@code good}.
   *
   * @param elsewhere another host's URL
   */
  ResponseDefinition answer(CannedResponse good, String method, String elsewhere) {
    return switch (this) {
      // The gate is shut; should a request come all the same, it is seen in the counts.
      case REFUSED -> plainly(good).build();
      case RESET_BEFORE_ACTING, RESET_AFTER_ACTING ->
          aResponse()
              .withFault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)
              .build();
      case TIME_OUT -> plainly(good).withFixedDelay(STALLED).build();
      case SLOW_TRICKLE ->
          plainly(good)
              .withBody(" ".repeat(200) + good.body())
              .withChunkedDribbleDelay(100, STALLED)
              .build();
      case ERROR_500 -> said(500, "application/json", JSON).build();
      case BAD_GATEWAY_502 -> said(502, "text/html", PAGE).build();
      case UNAVAILABLE_503_RETRY_AFTER ->
          said(503, "text/plain", "b0dy s3cr3t").withHeader("Retry-After", "1").build();
      case TOO_MANY_429_RETRY_AFTER ->
          said(429, "application/json", JSON).withHeader("Retry-After", "1").build();
      case UNAUTHORISED_401 -> said(401, "application/json", JSON).build();
      case FORBIDDEN_403 -> said(403, "application/json", JSON).build();
      case TRUNCATED ->
          plainly(good).withBody(good.body().substring(0, good.body().length() / 2)).build();
      case EMPTY_BODY -> plainly(good).withBody("").build();
      case WRONG_CONTENT_TYPE ->
          (good.type().startsWith("text/html")
                  ? said(200, "application/json", JSON)
                  : said(200, "text/html", PAGE))
              .build();
      case HUGE_BODY -> plainly(good).withBody(HUGE + good.body()).build();
      case REDIRECT_ELSEWHERE ->
          aResponse()
              .withStatus(method.equals("GET") ? 302 : 307)
              .withHeader("Location", elsewhere + "/taken?b0dy=s3cr3t")
              .build();
    };
  }

  static ResponseDefinitionBuilder plainly(CannedResponse good) {
    ResponseDefinitionBuilder answer = aResponse().withStatus(good.status()).withBody(good.body());
    if (!good.type().isEmpty()) {
      answer.withHeader("Content-Type", good.type());
    }
    for (int i = 0; i < good.headers().size(); i += 2) {
      answer.withHeader(good.headers().get(i), good.headers().get(i + 1));
    }
    return answer;
  }

  private static ResponseDefinitionBuilder said(int status, String type, String body) {
    return aResponse().withStatus(status).withHeader("Content-Type", type).withBody(body);
  }
}
