package dev.giteadrone.init.keys;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.SearchPath;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.time.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The age keys that sops would find on this machine. Private keys are never printed. */
public final class OperatorKeys {
  private static final Case UNREADABLE =
      Case.of(ProblemId.INIT_OPERATOR, "key-file", "file", "seen");
  private static final Case EXISTS = Case.of(ProblemId.INIT_OPERATOR, "exists", "file");
  private static final Case NO_KEY = Case.of(ProblemId.INIT_OPERATOR, "keygen", "code");

  private static final Case NO_AGE = Case.of(ProblemId.TOOL, "age", "program");
  private static final String MAKER = "age-keygen";

  private final Map<String, String> environment;
  private final Subprocess subprocess;

  public OperatorKeys(Map<String, String> environment, Subprocess subprocess) {
    this.environment = environment;
    this.subprocess = subprocess;
  }

  /** A key that is not stored yet. */
  public record Made(Secret file, String recipient) {}

  /**
   * The recipients of all available keys, in the order in which sops looks.
   *
   * @throws Failure with USAGE if SOPS_AGE_KEY_FILE names a file that cannot be read
   */
  public Set<String> atHand() {
    Set<String> recipients = new LinkedHashSet<>();
    recipients.addAll(inVariable());
    String named = variable("SOPS_AGE_KEY_FILE");
    if (!named.isBlank()) {
      recipients.addAll(recipients(Path.of(named)));
    }
    if (Files.exists(defaultFile())) {
      recipients.addAll(recipients(defaultFile()));
    }
    return recipients;
  }

  /** The recipients of the keys in {@code SOPS_AGE_KEY} itself. */
  public List<String> inVariable() {
    return AgeKeys.recipients(Secret.of(variable("SOPS_AGE_KEY")));
  }

  /**
   * The recipients of the age keys in a key file.
   *
   * @throws Failure with USAGE if it cannot be read
   */
  public static List<String> recipients(Path file) {
    try {
      return AgeKeys.recipients(KeyFile.read(file));
    } catch (Failure e) {
      throw UNREADABLE.failure(file, e.problem().seen());
    }
  }

  /** The default key file of sops. */
  public Path defaultFile() {
    String xdg = variable("XDG_CONFIG_HOME");
    Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    Path folder =
        !xdg.isBlank()
            ? Path.of(xdg)
            : home.resolve(mac ? "Library/Application Support" : ".config");
    return folder.resolve("sops/age/keys.txt");
  }

  /**
   * Checks that a key can be made, before anything is asked.
   *
   * @throws Failure if there is no {@code age-keygen}
   */
  public void requireMaker() {
    if (SearchPath.program(MAKER, environment).equals(MAKER)) {
      throw NO_AGE.failureAs("tool." + MAKER, null, MAKER);
    }
  }

  /**
   * A new key from {@code age-keygen}, in memory.
   *
   * @throws Failure if that program does not exist, or the key file already exists
   */
  public Made make() {
    if (Files.exists(defaultFile())) {
      throw EXISTS.failure(defaultFile());
    }
    Subprocess.Result result =
        subprocess.run(
            new Subprocess.Command(
                List.of(SearchPath.program(MAKER, environment)),
                Path.of("").toAbsolutePath(),
                Map.of(),
                false),
            new byte[0],
            Deadline.in(Duration.ofSeconds(20)));
    Secret file = Secret.of(result.text());
    List<String> recipients = AgeKeys.recipients(file);
    if (result.exitCode() != 0 || recipients.size() != 1) {
      throw NO_KEY.failure(result.exitCode());
    }
    return new Made(file, recipients.getFirst());
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
