package dev.giteadrone.secrets;

import dev.giteadrone.io.AtomicFile;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tries what sops can do with a secrets file, and changes nothing: all contents go through pipes,
 * and no file is written anywhere.
 */
public final class SopsTrial {
  private static final String NAME = "gitea-drone-trial";
  private static final String VALUE = "harmless";

  private final Path file;
  private final Sops sops;

  /**
   * A trial of one file, which need not exist.
   *
   * @param deadline asked before each call of sops: when that call must be done
   * @param program sops, as {@link SopsProgram} gives it
   * @throws Failure if a symbolic link in the path cannot be followed
   */
  public SopsTrial(Path path, Subprocess subprocess, Supplier<Deadline> deadline, String program) {
    this.file = new AtomicFile(path).target();
    this.sops = new Sops(file, subprocess, deadline, program);
  }

  /**
   * What became of a harmless value.
   *
   * @param recipients for whom the creation rule encrypts
   * @param refusal why it cannot be decrypted again; empty if it can
   */
  public record RoundTrip(KeyGroups recipients, Optional<Failure> refusal) {}

  /**
   * Decrypts the file, and forgets its content.
   *
   * @throws Failure with SECRETS_FILE if that is not possible
   */
  public void decrypt() {
    byte[] ignored = sops.decrypt(new AtomicFile(file).read().bytes(), Format.of(file));
  }

  /**
   * Encrypts a harmless value as if it were a new file in this place, and decrypts it again.
   *
   * @return empty if no creation rule matches
   * @throws Failure with SECRETS_FILE if sops cannot use the rules, or one of their keys
   */
  public Optional<RoundTrip> roundTrip() {
    byte[] encrypted;
    try {
      encrypted = sops.encrypt(plain().getBytes(StandardCharsets.UTF_8), Format.of(file));
    } catch (SopsFailures.NoRule e) {
      return Optional.empty();
    }
    KeyGroups recipients = Encrypted.of(file, encrypted).recipients();
    try {
      byte[] ignored = sops.decrypt(encrypted, Format.of(file));
      return Optional.of(new RoundTrip(recipients, Optional.empty()));
    } catch (Failure e) {
      return Optional.of(new RoundTrip(recipients, Optional.of(e)));
    }
  }

  private String plain() {
    return switch (Format.of(file)) {
      case YAML -> NAME + ": " + VALUE + "\n";
      case JSON -> "{\"" + NAME + "\": \"" + VALUE + "\"}";
      case DOTENV -> NAME + "=" + VALUE + "\n";
      case INI -> "[trial]\n" + NAME + " = " + VALUE + "\n";
      case BINARY -> VALUE;
    };
  }
}
