package dev.giteadrone.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.http.Browser;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.Page;
import dev.giteadrone.model.secret.Credential;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;

/** An app that computes the codes of a second factor (RFC 6238: SHA-1, six digits, 30 s). */
public final class Authenticator {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SECONDS = 30;

  private final byte[] key;

  private Authenticator(byte[] key) {
    this.key = key;
  }

  /** Enrols a user as a person does: in Gitea's settings. */
  public static Authenticator enrol(Http gitea, Credential.Basic user) {
    HttpUrl root = HttpUrl.get(gitea.server().url() + "/");
    Browser browser = gitea.browser(Set.of(root));
    HttpUrl login = Objects.requireNonNull(root.resolve("user/login"));
    Page page = browser.open("signing in", login);
    browser.submit(
        "signing in",
        page,
        page.form(login).orElseThrow(),
        Map.of("user_name", user.username(), "password", user.password().reveal()));
    HttpUrl enrol =
        Objects.requireNonNull(root.resolve("user/settings/security/two_factor/enroll"));
    Page shown = browser.open("enrolling", enrol);
    String secret =
        Objects.requireNonNull(shown.html().selectFirst("img[src^=data:][alt]")).attr("alt");
    Authenticator app = new Authenticator(decoded(secret));
    Page after =
        browser.submit(
            "enrolling", shown, shown.form(enrol).orElseThrow(), Map.of("passcode", app.code(0)));
    assertThat(after.url().encodedPath()).isEqualTo("/user/settings/security");
    return app;
  }

  /**
   * The code of a period. Gitea accepts the one before and the one after, too, but its web form
   * none twice.
   *
   * @param ahead 0 for the current period, 1 for the next one
   */
  public String code(int ahead) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      long period = Instant.now().getEpochSecond() / SECONDS + ahead;
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(period).array());
      int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fffffff;
      return String.format(Locale.ROOT, "%06d", number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int bits = 0;
    int value = 0;
    for (char c : text.replace("=", "").toCharArray()) {
      value = (value << 5 | BASE32.indexOf(c)) & 0xffff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(value >> bits & 0xff);
      }
    }
    return bytes.toByteArray();
  }
}
