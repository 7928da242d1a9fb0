package dev.giteadrone.secrets;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.time.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tests how a {@code .sops.yaml} would encrypt a new file: runs the real sops in a temporary folder
 * with only that text.
 */
public final class CreationRules {
  private static final Case TEMPORARY = Case.of(ProblemId.SECRETS_FILE, "temporary", "error");
  private static final Case UNUSABLE = Case.of(ProblemId.SOPS_RECIPIENTS, "test", "file", "seen");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Subprocess subprocess;
  private final Supplier<Deadline> deadline;
  private final String program;

  /**
   * Uses that sops program.
   *
   * @param deadline asked before each call of sops: when that call must be done
   * @param program sops, as {@link SopsProgram} gives it
   */
  public CreationRules(Subprocess subprocess, Supplier<Deadline> deadline, String program) {
    this.subprocess = subprocess;
    this.deadline = deadline;
    this.program = program;
  }

  /**
   * The result for a file.
   *
   * @param recipients who could decrypt it
   * @param plain the keys whose values would stay in plain text
   */
  public record Outcome(KeyGroups recipients, List<String> plain) {
    /** Copies the list. */
    public Outcome {
      plain = List.copyOf(plain);
    }
  }

  /**
   * Encrypts a harmless value as if it were that file.
   *
   * @param rules the text of the {@code .sops.yaml}
   * @param path of the file, relative to the folder of the {@code .sops.yaml}; YAML or JSON
   * @param keys at its top
   * @return empty if no rule matches
   * @throws Failure with SECRETS_FILE if sops cannot use the rules, or one of their keys
   */
  public Optional<Outcome> of(String rules, Path path, List<String> keys) {
    @Nullable Path folder = null;
    try {
      folder = Files.createTempDirectory("gitea-drone-rules-").toRealPath();
      Files.writeString(folder.resolve(".sops.yaml"), rules);
      return encrypted(folder.resolve(path).normalize(), keys);
    } catch (SopsFailures.NoRule e) {
      return Optional.empty();
    } catch (Failure e) {
      throw e.problem().id() == ProblemId.TOOL ? e : unusable(path, e);
    } catch (IOException e) {
      throw TEMPORARY.failure(e, e.getClass().getSimpleName());
    } finally {
      remove(folder);
    }
  }

  private Optional<Outcome> encrypted(Path file, List<String> keys) {
    ObjectNode tree = JSON.createObjectNode();
    keys.forEach(key -> tree.put(key, "preflight"));
    byte[] bytes =
        new Sops(file, subprocess, deadline, program)
            .encrypt(tree.toString().getBytes(StandardCharsets.UTF_8), Format.JSON);
    Encrypted encrypted = Encrypted.of(file, bytes);
    return Optional.of(
        new Outcome(
            encrypted.recipients(),
            keys.stream().filter(key -> !encrypted.isCiphertext(KeyPath.of(key))).toList()));
  }

  /** Remove the temporary folder from the message: it no longer exists. */
  private static Failure unusable(Path path, Failure cause) {
    return new Failure(cause.exitCode(), UNUSABLE.problem(path, cause.problem().seen()), cause);
  }

  private static void remove(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // It holds only public keys, and the system empties its temporary folder.
    }
  }
}
