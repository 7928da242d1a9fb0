package dev.giteadrone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.Test;

/**
 * Certificates are always verified: there is no code that could do otherwise, and so no option, key
 * or variable either. That an unknown authority is refused and that {@code --ca-cert} helps is in
 * {@code TrustTest} of the package http.
 */
final class TlsTest {
  private static final String TRUST = "dev.giteadrone.http.Trust";

  /** Nobody decides about certificates or host names but the JDK. */
  private static final ArchRule NOBODY_DECIDES =
      noClasses()
          .should()
          .beAssignableTo(assignableTo(TrustManager.class).or(assignableTo(HostnameVerifier.class)))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(HostnameVerifier.class)
          .orShould()
          .callMethod(OkHttpClient.Builder.class, "hostnameVerifier", HostnameVerifier.class)
          .orShould()
          .callMethod(HandshakeCertificates.Builder.class, "addInsecureHost", String.class);

  /** One class sets TLS up, which adds authorities and takes nothing away. */
  private static final ArchRule ONE_CLASS_SETS_UP =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(TRUST)
          .should()
          .dependOnClassesThat(
              assignableTo(TrustManager.class)
                  .or(assignableTo(SSLContext.class))
                  .or(assignableTo(HandshakeCertificates.class))
                  .or(assignableTo(SSLSocketFactory.class)));

  private static final Pattern SWITCH =
      Pattern.compile("(?i)insecure|skip[-_]?(tls|verif|cert)|no[-_]?(verify|check)|trust[-_]?all");

  @Test
  void nothingTakesTheDecisionAboutCertificatesFromTheJdk() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.giteadrone");

    assertThat(classes.contain(TRUST)).isTrue();
    NOBODY_DECIDES.check(classes);
    ONE_CLASS_SETS_UP.check(classes);
  }

  @Test
  void theRulesFindWhoDoes() {
    JavaClasses gullible = new ClassFileImporter().importClasses(Gullible.class);

    for (ArchRule rule : List.of(NOBODY_DECIDES, ONE_CLASS_SETS_UP)) {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> rule.check(gullible))
          .withMessageContaining("Gullible");
    }
  }

  @Test
  void noOptionKeyOrVariableSoundsLikeSwitchingItOff() throws IOException {
    assertThat(SWITCH.matcher("--insecure").find()).isTrue();
    try (Stream<Path> sources = Files.walk(Path.of("src/main").toAbsolutePath())) {
      assertThat(sources.filter(source -> source.toString().endsWith(".java")))
          .hasSizeGreaterThan(100)
          .noneMatch(source -> SWITCH.matcher(text(source)).find());
    }
  }

  private static String text(Path source) {
    try {
      return new String(Files.readAllBytes(source), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What must never be. */
  private static final class Gullible implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
