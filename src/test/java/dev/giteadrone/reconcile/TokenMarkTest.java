package dev.giteadrone.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenMarkTest {
  private static TokenMark of(String url) {
    return TokenMark.of(URI.create(url));
  }

  @ParameterizedTest
  @CsvSource({
    "https://drone.my-domain.tld, gitea-drone-drone.my-domain.tld-",
    "https://Drone.My-Domain.tld, gitea-drone-drone.my-domain.tld-",
    "https://drone.my-domain.tld:8443, gitea-drone-drone.my-domain.tld_8443-",
    "http://127.0.0.1:3030, gitea-drone-127.0.0.1_3030-",
    "'http://[::1]:3030', gitea-drone-___1__3030-"
  })
  void namesBeginWithHostAndPort(String url, String text) {
    assertThat(of(url).text()).isEqualTo(text);
  }

  @Test
  void aNameIsOfOneDroneAlone() {
    TokenMark mark = of("https://drone.my-domain.tld");

    assertThat(mark.isOn("gitea-drone-drone.my-domain.tld-7f3a91c2")).isTrue();
    assertThat(mark.isOn("gitea-drone-drone.my-domain.tld_8443-7f3a91c2")).isFalse();
    assertThat(mark.isOn("gitea-drone-drone.my-domain.tld-7f3a91c2-0badcafe")).isFalse();
    assertThat(mark.isOn("gitea-drone-drone.my-domain.tld-by-hand")).isFalse();
    assertThat(mark.isOn("gitea-drone-7f3a91c2")).isFalse();
    assertThat(of("https://drone").isOn("gitea-drone-drone-7f3a91c2-0badcafe")).isFalse();
  }

  @Test
  void earlierNamesHadNoHost() {
    assertThat(TokenMark.isWithoutHost("gitea-drone-7f3a91c2")).isTrue();
    assertThat(TokenMark.isWithoutHost("gitea-drone-drone-7f3a91c2")).isFalse();
    assertThat(TokenMark.isWithoutHost("gitea-drone-by-hand")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 69, 70, 71, 120, 200})
  void everyNameFitsAWrapperAndIsOfItsHostAlone(int length) {
    TokenMark mark = of("https://" + "a".repeat(length));
    TokenMark other = of("https://" + "a".repeat(length) + "b");
    String name = new Randomness().tokenName(mark);

    assertThat(name).matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    assertThat(mark.isOn(name)).isTrue();
    assertThat(other.isOn(name)).isFalse();
  }
}
