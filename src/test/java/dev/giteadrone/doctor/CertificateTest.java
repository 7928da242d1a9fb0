package dev.giteadrone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.doctor.Finding.Status;
import dev.giteadrone.http.OwnAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path folder;

  @Test
  void fromFourteenDaysBeforeItExpiresThereIsAWarning() throws Exception {
    assertThat(validFor(Certificate.SOON.plus(HOUR)))
        .extracting(Finding::status, Finding::next)
        .containsExactly(Status.OK, "");
    Finding soon = validFor(Certificate.SOON.minus(HOUR));
    assertThat(soon.status()).isEqualTo(Status.WARNING);
    assertThat(soon.text())
        .matches("expires on 2\\d{3}-\\d\\d-\\d\\d, in 13 days, CN=Own Authority, in ca.pem");
    assertThat(soon.next()).isEqualTo("renew it");
  }

  @Test
  void anExpiredOneIsBadAndHasItsDate() throws Exception {
    Duration ago = Duration.ofHours(-2);
    Finding found = validFor(ago);

    assertThat(found.status()).isEqualTo(Status.BAD);
    assertThat(found.text())
        .startsWith("expired on " + Instant.now().plus(ago).toString().substring(0, 10));
  }

  @Test
  void aFileWithoutCertificatesIsBad() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.pem"), "hush-hush-no-certificate");
    Finding found = Certificate.of("http.ca", bad, Instant.now());

    assertThat(found.status()).isEqualTo(Status.BAD);
    assertThat(found.text()).contains("cannot be read").doesNotContain("hush-hush");
  }

  private Finding validFor(Duration time) throws Exception {
    Path pem = OwnAuthority.validFor(time).pem(folder.resolve("ca.pem"));
    return Certificate.of("http.ca", pem, Instant.now());
  }
}
