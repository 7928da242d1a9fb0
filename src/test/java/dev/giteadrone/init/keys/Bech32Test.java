package dev.giteadrone.init.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.secret.Secret;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the vectors of BIP 173, and keys of age-keygen that were thrown away. */
class Bech32Test {
  private static final String RECIPIENT =
      "age1adj09fxyw7qqwt0692z6dwzthjvcmpd7seaa3rug2233az9dz46qx26yfk";
  private static final String IDENTITY =
      "AGE-SECRET-KEY-1AJETQDHW58M9NY77V32VG43PTLV7VJ38UFGP09U0JF9U3LALQJPQQP6F0G";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A12UEL5L",
        "a12uel5l",
        "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        RECIPIENT,
        IDENTITY
      })
  void takesWhatIsValid(String text) {
    assertThat(Bech32.decode(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "age",
        "age1",
        "pzry9x0s0muk",
        "1pzry9x0s0muk",
        "x1b4n0q5v",
        "li1dgmt3",
        "A1G7SGD8",
        "10a06t8",
        "1qzzfhee",
        "A12uEL5L",
        "a12uel5m",
        "\u00001nwldj5"
      })
  void refusesWhatIsNot(String text) {
    assertThat(Bech32.decode(text)).isEmpty();
  }

  @Test
  void refusesEverySingleMistypedCharacter() {
    for (int at = 4; at < RECIPIENT.length(); at++) {
      char other = RECIPIENT.charAt(at) == 'q' ? 'p' : 'q';
      String mistyped = RECIPIENT.substring(0, at) + other + RECIPIENT.substring(at + 1);
      assertThat(AgeKeys.wrongRecipient(mistyped)).as(mistyped).isPresent();
    }
    assertThat(AgeKeys.wrongRecipient(RECIPIENT)).isEmpty();
  }

  @Test
  void encodesWhatItDecodes() {
    Random random = new Random(7);
    for (int length = 0; length < 70; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      Bech32.Decoded decoded = Bech32.decode(Bech32.encode("age", bytes)).orElseThrow();
      assertThat(decoded.name()).isEqualTo("age");
      assertThat(decoded.bytes()).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AGE-SECRET-KEY-1AJETQDHW58M9NY77V32VG43PTLV7VJ38UFGP09U0JF9U3LALQJPQQP6F0G, private key",
    "ssh-ed25519 AAAA, age1",
    "age1, checksum",
    "' age1adj09fxyw7qqwt0692z6dwzthjvcmpd7seaa3rug2233az9dz46qx26yfk', age1",
    "age1qqqsyqcyq5rqwzqfpgzqxs4n, checksum"
  })
  void saysWhatIsWrongWithARecipient(String text, String wrong) {
    assertThat(AgeKeys.wrongRecipient(text).orElseThrow()).contains(wrong);
  }

  @Test
  void aRecipientHas32Bytes() {
    assertThat(AgeKeys.wrongRecipient(Bech32.encode("age", new byte[31])).orElseThrow())
        .contains("32 bytes");
    // A plug-in's recipient is as long as the plug-in likes.
    assertThat(AgeKeys.wrongRecipient(Bech32.encode("age1yubikey", new byte[33]))).isEmpty();
  }

  @Test
  void findsTheRecipientsOfAKeyFile() {
    String other = "AGE-SECRET-KEY-1FFQ8MVC67RCHU26G8CHY0G29M6AV78AY7NLENC82UE2KQ98QAWFQAWVF7H";
    String file =
        "# created: 2026-01-01T00:00:00Z\n# public key: age1lies\n"
            + IDENTITY
            + "\r\n\n  "
            + other
            + "\nAGE-PLUGIN-YUBIKEY-1QQQ\n";
    assertThat(AgeKeys.recipients(Secret.of(file)))
        .isEqualTo(
            List.of(RECIPIENT, "age1qhnrmc9uvghsuuztsujhpavfs4yxrl2cvnyhy3te57gmuy7yq3pqwleqnm"));
    assertThat(AgeKeys.recipients(Secret.of(""))).isEmpty();
  }
}
