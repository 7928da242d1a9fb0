package dev.giteadrone.http;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.RegularFile;
import dev.giteadrone.model.desired.NetworkOptions.ClientCertificate;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * Reads the client certificate and its key from PEM files. {@link HeldCertificate} can do this too,
 * but not for Ed25519 keys.
 */
final class ClientKey {
  private static final Case NO_CERTIFICATE = of("no-certificate", "file", "seen");
  private static final Case OTHER_KEY = of("other-key", "file", "certificate");
  private static final Case NO_KEY_FILE = of("no-key-file", "file", "seen");
  private static final Case UNREADABLE_KEY = of("unreadable-key", "file");
  private static final Case NO_KEY = of("no-key", "file");

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  private final ClientCertificate files;

  private ClientKey(ClientCertificate files) {
    this.files = files;
  }

  /**
   * Makes a client use the certificate.
   *
   * @throws Failure with USAGE if a file cannot be read, or the key is not that of the certificate
   */
  static void add(HandshakeCertificates.Builder builder, ClientCertificate files) {
    new ClientKey(files).add(builder);
  }

  private void add(HandshakeCertificates.Builder builder) {
    List<X509Certificate> chain =
        Trust.read(files.certificate(), seen -> NO_CERTIFICATE.failure(files.certificate(), seen));
    X509Certificate own = chain.getFirst();
    PrivateKey key = key();
    if (!belong(key, own)) {
      throw OTHER_KEY.failure(files.key(), files.certificate());
    }
    builder.heldCertificate(
        new HeldCertificate(new KeyPair(own.getPublicKey(), key), own),
        chain.stream().skip(1).toArray(X509Certificate[]::new));
  }

  private PrivateKey key() {
    String text;
    try {
      text =
          new String(
              RegularFile.read(files.key(), RegularFile.MAX_PEM), StandardCharsets.ISO_8859_1);
    } catch (RegularFile.UnfitException e) {
      throw NO_KEY_FILE.failure(files.key(), e.getReason());
    } catch (IOException e) {
      throw UNREADABLE_KEY.failure(files.key());
    }
    Matcher block = KEY.matcher(text);
    if (block.find()) {
      try {
        byte[] bytes = Base64.getMimeDecoder().decode(block.group(1));
        return key(new PKCS8EncodedKeySpec(bytes));
      } catch (IllegalArgumentException | GeneralSecurityException e) {
        // Reported below without the cause, because its message may quote the key.
      }
    }
    throw NO_KEY.failure(files.key());
  }

  private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // The key has another algorithm.
      }
    }
    throw new InvalidKeySpecException("of an unknown algorithm");
  }

  private static boolean belong(PrivateKey key, Certificate certificate) {
    try {
      String algorithm =
          switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "EdDSA";
          };
      byte[] text = {1, 2, 3};
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Case of(String key, String... names) {
    return Case.of(ProblemId.CONFIG_HTTP_CLIENT_CERTIFICATE, key, names);
  }
}
