package dev.giteadrone.init.keys;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.RegularFile;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the host's recipient from a key file. */
public final class KeyFile {
  private static final Case NO_KEY = Case.of(ProblemId.INIT_HOST, "key-file", "file", "seen");

  private KeyFile() {}

  /**
   * Of an SSH public key, an age key file, or a file with an {@code age1…} line.
   *
   * @throws Failure with USAGE if there is none in it
   */
  public static String recipient(Path file) {
    Secret text = read(file);
    Optional<SshKey> ssh = SshKey.in(text.reveal());
    List<String> age =
        Stream.concat(
                AgeKeys.recipients(text).stream(),
                text.reveal()
                    .lines()
                    .map(line -> line.replaceFirst("^# (public key|recipient): ", "").strip())
                    .filter(line -> AgeKeys.wrongRecipient(line).isEmpty()))
            .distinct()
            .toList();
    if (ssh.isPresent()) {
      return ssh.get().recipient().orElseThrow(() -> failure(file, "its ed25519 key is not valid"));
    }
    if (age.size() > 1) {
      throw failure(file, "it has " + age.size() + " age keys, but must have one");
    }
    return age.stream().findFirst().orElseThrow(() -> failure(file, without(text)));
  }

  private static String without(Secret text) {
    return text.reveal().contains("PRIVATE KEY")
        ? "it is a private SSH key; the public one is beside it, with the suffix .pub"
        : "it has neither an ssh-ed25519 line nor an age key";
  }

  /** Reads the text of a key file. */
  static Secret read(Path file) {
    try {
      return Secret.of(
          new String(RegularFile.read(file, RegularFile.MAX_PEM), StandardCharsets.UTF_8));
    } catch (RegularFile.UnfitException e) {
      throw failure(file, e.getReason());
    } catch (IOException e) {
      throw failure(file, Files.exists(file) ? "it cannot be read" : "there is no such file");
    }
  }

  private static Failure failure(Path file, String seen) {
    return NO_KEY.failure(file, seen);
  }
}
