package dev.giteadrone.model.desired;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost",
        "git.localhost",
        "127.0.0.1",
        "127.255.3.007",
        "[::1]",
        "[0:0::0:1]",
        "[::ffff:127.0.0.1]"
      })
  void thisMachineIsLoopback(String host) {
    assertThat(Endpoint.of(URI.create("http://" + host + ":3000")).isLoopback()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git.example.org",
        "localhost.example.org",
        "notlocalhost",
        "127.0.0.1.example.org",
        "127.example.org",
        "128.0.0.1",
        "10.0.0.1",
        "[::2]",
        "[fd00::1]",
        "[::ffff:10.0.0.1]"
      })
  void anotherMachineIsNotLoopback(String host) {
    assertThat(Endpoint.of(URI.create("http://" + host)).isLoopback()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.1", "127.0.0.256", "127.0.0.1.2", "1270.0.1"})
  void whatOnlyLooksLikeAnAddressIsNotLoopback(String host) {
    assertThat(new Endpoint(host, 80).isLoopback()).isFalse();
  }
}
