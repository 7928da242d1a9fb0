package dev.giteadrone.init;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.init.keys.AgeKeys;
import dev.giteadrone.init.keys.HostScan;
import dev.giteadrone.init.keys.HostScan.Address;
import dev.giteadrone.init.keys.KeyFile;
import dev.giteadrone.init.keys.SshKey;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import java.nio.file.Path;
import java.util.List;

/** Finds the host's recipient from the flags: a recipient, a key file or a scan. */
final class HostKeys {
  private static final Case UNCONFIRMED = Case.of(ProblemId.INIT_HOST, "unconfirmed", "host");
  private static final Case NO_RECIPIENT = Case.of(ProblemId.INIT_HOST, "recipient", "seen");
  private static final Case OTHER_KEY =
      Case.of(ProblemId.INIT_HOST, "other-key", "host", "fingerprint");
  private static final Case PRIVATE = Case.of(ProblemId.INIT_HOST, "private");
  private static final Case NO_ADDRESS = Case.of(ProblemId.INIT_HOST, "no-address", "given");
  private static final Case INVALID = Case.of(ProblemId.INIT_HOST, "invalid", "host");

  private final HostScan scan;

  HostKeys(HostScan scan) {
    this.scan = scan;
  }

  /**
   * Returns the request with a recipient in it.
   *
   * @throws Failure if no recipient follows from the flags, or the user does not confirm the key
   */
  InitRequest confirmed(InitRequest request, Prompt prompt) {
    if (!request.has(InitFlag.SCAN_HOST) || request.has(InitFlag.HOST_FINGERPRINT)) {
      return request.with(InitFlag.HOST_RECIPIENT, recipient(request));
    }
    Address address = address(request);
    SshKey key = scan.key(address);
    prompt.show(
        List.of(
            "  " + address + " says that its ed25519 key is",
            "    " + key.fingerprint(),
            "  Compare it on the host: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub"));
    if (!prompt.agrees("Is that the host's key?", false)) {
      throw UNCONFIRMED.failure(address);
    }
    return request.with(InitFlag.HOST_RECIPIENT, converted(address, key));
  }

  /**
   * Returns the given recipient, or that of a key file or a scan.
   *
   * @throws Failure with USAGE if it is none, with FAILED if the scanned key is not the expected
   *     one
   */
  String recipient(InitRequest request) {
    if (request.has(InitFlag.HOST_RECIPIENT)) {
      String given = request.get(InitFlag.HOST_RECIPIENT).orElseThrow();
      AgeKeys.wrongRecipient(given)
          .ifPresent(wrong -> {
            throw NO_RECIPIENT.failure(wrong);
          });
      return given;
    }
    if (request.has(InitFlag.HOST_KEY_FILE)) {
      Path file = Path.of(request.get(InitFlag.HOST_KEY_FILE).orElseThrow());
      return KeyFile.recipient(request.directory().resolve(file).normalize());
    }
    Address address = address(request);
    String expected = request.get(InitFlag.HOST_FINGERPRINT).orElseThrow().replaceAll("=+$", "");
    SshKey key = scan.key(address);
    if (!key.fingerprint().equals(expected)) {
      throw OTHER_KEY.failure(address, key.fingerprint());
    }
    return converted(address, key);
  }

  private static Address address(InitRequest request) {
    String given = request.get(InitFlag.SCAN_HOST).orElseThrow();
    if (AgeKeys.isPrivate(given)) {
      // A private key must not be printed, or looked up as a host name.
      throw PRIVATE.failure();
    }
    return Address.of(given).orElseThrow(() -> NO_ADDRESS.failure(given));
  }

  private static String converted(Address address, SshKey key) {
    return key.recipient().orElseThrow(() -> INVALID.failure(address));
  }
}
