package dev.giteadrone.init.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vectors were made with the Go libraries that ssh-to-age itself uses: filippo.io/edwards25519
 * (BytesMontgomery) and age's own bech32.
 */
class SshKeyTest {
  private static final String KEY =
      "AAAAC3NzaC1lZDI1NTE5AAAAIATTviVsWMqoP4cAjTU3/jkouBTy72/gnQoAzQkKdM+h";

  @ParameterizedTest
  @CsvSource({
    "AAAAC3NzaC1lZDI1NTE5AAAAIATTviVsWMqoP4cAjTU3/jkouBTy72/gnQoAzQkKdM+h,"
        + " age1adj09fxyw7qqwt0692z6dwzthjvcmpd7seaa3rug2233az9dz46qx26yfk,"
        + " SHA256:rFeeunVrVazqbR9Myom5rM/SBjfj9sOh7oMAVPCUYD0",
    "AAAAC3NzaC1lZDI1NTE5AAAAIE7qqt8TASDt45OWqVpIpGN34agVA7EWGndxFuVsnIF0,"
        + " age1qhnrmc9uvghsuuztsujhpavfs4yxrl2cvnyhy3te57gmuy7yq3pqwleqnm,"
        + " SHA256:uRk8Z7+fPzk1fVtKXn8qbAmaccHHI6kI7OXPYlQ+YjA",
    "AAAAC3NzaC1lZDI1NTE5AAAAIFcQUH3xImMTn81KOG5vpEHuckL3cvvqUifejzwAdCsh,"
        + " age1gd698xrrm6376efc9gwdc4l4zyqg67x2tn6gfufhtw6lxd20c5dqg9t9ul,"
        + " SHA256:IXiF2IgyMgvUR4tyBDddDl7jxc33XElemLgmNiKkXe0",
    "AAAAC3NzaC1lZDI1NTE5AAAAIJP7znMWRQp06KfxLfsyExCWzAb08Itjy/ZJMXshhp24,"
        + " age1zun9f4a5k294uxcegrgxmjxtfmyte4cd5ncp63xe5vmr68dmdy0qxkrtje,"
        + " SHA256:Dcd4NnQjoM7TTbr2WLi8eu3m+03JoEb7ihqgk4ktyKI"
  })
  void convertsAndShowsWhatTheRealToolsDo(String key, String recipient, String fingerprint) {
    SshKey parsed = SshKey.in("ssh-ed25519 " + key).orElseThrow();
    assertThat(parsed.recipient()).contains(recipient);
    assertThat(parsed.fingerprint()).isEqualTo(fingerprint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh-ed25519 KEY root@host",
        "  ssh-ed25519\tKEY",
        "git.my-domain.tld ssh-ed25519 KEY",
        "[127.0.0.1]:2222 ssh-ed25519 KEY\n",
        "@cert-authority * ssh-ed25519 KEY x y",
        "# host:22 SSH-2.0-OpenSSH_9.2\nhost ssh-rsa AAAA\r\nhost ssh-ed25519 KEY\r\n"
      })
  void readsTheLinesThatThereAre(String text) {
    assertThat(SshKey.in(text.replace("KEY", KEY)).orElseThrow().fingerprint())
        .startsWith("SHA256:rFeeunVr");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ssh-ed25519",
        "ssh-ed25519 !!!",
        "ssh-ed25519 AAAA",
        "# ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIATTviVsWMqoP4cAjTU3/jkouBTy72/gnQoAzQkKdM+h",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIATTviVsWMqoP4cAjTU3/jkouBTy72/gnQoAzQkK",
        "ssh-ed25519 AAAAB3NzaC1yc2EAAAADAQABAAAAgQ==",
        "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIATTviVsWMqoP4cAjTU3/jkouBTy72/gnQoAzQkKdM+h"
      })
  void findsNoneInOtherTexts(String text) {
    assertThat(SshKey.in(text)).isEmpty();
  }

  @Test
  void pointsThatHaveNoPlaceOnTheCurveGiveNoRecipient() {
    byte[] blob = Base64.getDecoder().decode(KEY);
    for (byte[] y : new byte[][] {{1}, {0}}) {
      for (int i = 0; i < 32; i++) {
        blob[blob.length - 32 + i] = i < y.length ? y[i] : 0;
      }
      String line = "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob);
      assertThat(SshKey.in(line).orElseThrow().recipient()).isEmpty();
    }
    for (int i = 0; i < 32; i++) {
      blob[blob.length - 32 + i] = (byte) 0xff;
    }
    String tooLarge = "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob);
    assertThat(SshKey.in(tooLarge).orElseThrow().recipient()).isEmpty();
  }
}
