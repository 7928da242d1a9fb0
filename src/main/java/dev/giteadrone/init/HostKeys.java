package dev.giteadrone.init;

import dev.giteadrone.init.keys.AgeKeys;
import dev.giteadrone.init.keys.HostScan;
import dev.giteadrone.init.keys.HostScan.Address;
import dev.giteadrone.init.keys.KeyFile;
import dev.giteadrone.init.keys.SshKey;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import java.nio.file.Path;
import java.util.List;

/** Finds the host's recipient from the flags: a recipient, a key file or a scan. */
final class HostKeys {
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
      throw failure(
          ExitCode.FAILED,
          "recognising the key of " + address,
          "it was not confirmed",
          "find out who answers there; or give the host's public key with --host-key-file");
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
            throw failure(
                ExitCode.USAGE,
                "using --host-recipient",
                wrong,
                "it is what ssh-to-age, or age-keygen -y on the host, prints: age1…");
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
      throw failure(
          ExitCode.FAILED,
          "comparing the key of " + address + " with --host-fingerprint",
          "it is " + key.fingerprint(),
          "on the host: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub; if that differs, somebody"
              + " else answers there");
    }
    return converted(address, key);
  }

  private static Address address(InitRequest request) {
    String given = request.get(InitFlag.SCAN_HOST).orElseThrow();
    if (AgeKeys.isPrivate(given)) {
      // A private key must not be printed, or looked up as a host name.
      throw failure(
          ExitCode.USAGE,
          "scanning a host",
          "this is a private key, not a host name",
          "give its recipient, which age-keygen -y prints: --host-recipient age1…");
    }
    return Address.of(given)
        .orElseThrow(() ->
            failure(
                ExitCode.USAGE,
                "scanning a host",
                "neither a key, a file nor a host name: " + given,
                "write it like my-domain.tld, my-domain.tld:2222 or [2001:db8::1]:2222"));
  }

  private static String converted(Address address, SshKey key) {
    return key.recipient()
        .orElseThrow(() ->
            failure(
                ExitCode.FAILED,
                "converting the key of " + address,
                "it is not a valid ed25519 key",
                "create a new host key: ssh-keygen -A"));
  }

  private static Failure failure(ExitCode code, String summary, String seen, String next) {
    return new Failure(code, Problem.of("init.host", summary, seen, next));
  }
}
