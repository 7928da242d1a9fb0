package dev.giteadrone.drone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.server.ClientProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LoginErrorTest {

  @ParameterizedTest
  @CsvSource({
    "unauthorized_client: client is not authorized, RIGHT",
    "invalid_client: cannot load client with client id: '4e09', UNKNOWN_CLIENT",
    "unauthorized_client: invalid client secret, WRONG_SECRET",
    "invalid_client: invalid empty client secret, WRONG_SECRET",
    "unauthorized_client: unexpected redirect URI, WRONG_REDIRECT",
    "x509: certificate signed by unknown authority, UNKNOWN",
    "'', UNKNOWN",
  })
  void giteasWordsTellWhatIsWrongWithTheClient(String words, ClientProbe probe) {
    assertThat(new LoginError(words).probe()).isEqualTo(probe);
  }

  @Test
  void rawBlanksAndQuotesSurvive() {
    assertThat(
            LoginError.of("/login/error?message=Post \"https://git.my-domain.tld/x?a=1&b=2\": EOF"))
        .contains(new LoginError("Post \"https://git.my-domain.tld/x?a=1&b=2\": EOF"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/login/error?message=client is not authorized",
        "/login/error?message=client+is+not+authorized",
        "/login/error?message=client%20is%20not%20authorized",
        "https://drone.my-domain.tld/login/error?message=client is not authorized",
      })
  void anEncodedReasonIsDecoded(String location) {
    assertThat(LoginError.of(location)).contains(new LoginError("client is not authorized"));
  }

  @Test
  void aBrokenEncodingIsLeftAsItIs() {
    assertThat(LoginError.of("/login/error?message=100%+wrong"))
        .contains(new LoginError("100%+wrong"));
  }

  @Test
  void aTerminalEscapeDoesNotGetThrough() {
    assertThat(new LoginError("a\u001b[31mb\r\nc\u202ed").words()).isEqualTo("a [31mb cd");
  }

  @Test
  void anotherPlaceIsNoError() {
    assertThat(LoginError.of("/")).isEmpty();
    assertThat(LoginError.of(null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "x509: certificate signed by unknown authority, does not trust Gitea's certificate",
    "Post: dial tcp: lookup git on 10.0.0.1:53: no such host, cannot reach Gitea",
    "Post: dial tcp 10.0.0.5:443: connect: connection refused, cannot reach Gitea",
    "net/http: TLS handshake timeout, cannot reach Gitea",
    "Account is not active, has blocked me",
    "User limit exceeded, licence",
    "Invalid state, state cookie",
  })
  void eachReasonHasItsCause(String words, String cause) {
    Problem problem = problem(words);

    assertThat(problem.seen()).isEqualTo("Drone says: " + words);
    assertThat(problem.cause()).contains(cause);
    assertThat(problem.next()).isNotEmpty();
  }

  @Test
  void anUnknownReasonIsShownAndPointsToTheLog() {
    Problem problem = problem("pc load letter");

    assertThat(problem.seen()).isEqualTo("Drone says: pc load letter");
    assertThat(problem.next()).isEqualTo("look at Drone's log");
  }

  private static Problem problem(String words) {
    return DroneRefusal.of(new LoginError(words))
        .message()
        .problem("https://drone.my-domain.tld", "me", words);
  }
}
