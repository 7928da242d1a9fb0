package dev.giteadrone.http;

import dev.giteadrone.io.RegularFile;
import dev.giteadrone.model.desired.NetworkOptions.ClientCertificate;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
  private static final String CHECK = "config.http.client-certificate";
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
        Trust.read(
            files.certificate(),
            seen ->
                failure(
                    files.certificate(),
                    seen,
                    "name a file with -----BEGIN CERTIFICATE----- blocks"));
    X509Certificate own = chain.getFirst();
    PrivateKey key = key();
    if (!belong(key, own)) {
      throw failure(
          files.key(),
          "it is not the key of " + files.certificate(),
          "name a certificate and its own key");
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
      throw failure(files.key(), e.getReason(), "name the file with the key");
    } catch (IOException e) {
      throw failure(files.key(), "it cannot be read", "check its path and its rights");
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
    throw failure(
        files.key(),
        "it is not a PKCS#8 private key without a passphrase",
        "openssl pkcs8 -topk8 -nodes -in " + files.key() + " converts most other keys");
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

  private static Failure failure(Path file, String seen, String next) {
    return new Failure(
        ExitCode.USAGE, Problem.of(CHECK, "reading the client certificate, " + file, seen, next));
  }
}
