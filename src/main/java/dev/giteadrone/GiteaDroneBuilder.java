package dev.giteadrone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.errors.mapping.LibraryTerms;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Describes a host and how runs behave. What is not set has the default of {@code
 * gitea-drone.yaml}; what is wrong is reported by the first run, all of it at once.
 */
public final class GiteaDroneBuilder {
  /** Where a description in code has its problems. */
  private static final String IN_CODE = "GiteaDrone.host";

  private final @Nullable Path file;
  private final Map<String, Object> keys = new LinkedHashMap<>();
  private final Map<String, String> environment = new HashMap<>(System.getenv());
  private Path folder = Path.of("").toAbsolutePath();
  private RunOptions options = RunOptions.DEFAULT;
  private RunListener listener = RunListener.SILENT;
  private boolean plainHttp;

  private GiteaDroneBuilder(@Nullable Path file) {
    this.file = file;
  }

  static GiteaDroneBuilder ofFile(Path file) {
    return new GiteaDroneBuilder(file);
  }

  static GiteaDroneBuilder ofHost(String gitea, String drone) {
    return new GiteaDroneBuilder(null).set("gitea.url", gitea).set("drone.url", drone);
  }

  /** The Gitea user who is, or becomes, the administrator. */
  public GiteaDroneBuilder admin(String username) {
    return set("gitea.admin.username", username);
  }

  /** The administrator's e-mail address, used when the user is created. */
  public GiteaDroneBuilder email(String address) {
    return set("gitea.admin.email", address);
  }

  /** A command that runs Gitea's own command line on the host, such as {@code ssh}, host, … */
  public GiteaDroneBuilder giteaCli(String... command) {
    return set("gitea.admin.cli", List.of(command));
  }

  /** The runners that must be proven; both if none is set. */
  public GiteaDroneBuilder runners(RunnerKind... kinds) {
    return set("drone.runners", Arrays.stream(kinds).map(RunnerKind::label).toList());
  }

  /** The sops file that the host reads. */
  public GiteaDroneBuilder secrets(Path hostFile) {
    return set("secrets.file", hostFile.toString());
  }

  /** The key of that file whose value is the host's environment text. */
  public GiteaDroneBuilder secretsKey(String key) {
    return set("secrets.key", key);
  }

  /** The sops file that only the operator reads: administrator's password and tokens. */
  public GiteaDroneBuilder adminSecrets(Path adminFile) {
    return set("secrets.admin", adminFile.toString());
  }

  /** The command that deploys the secrets file; without it, you deploy. */
  public GiteaDroneBuilder deploy(String... command) {
    return set("deploy.command", List.of(command));
  }

  /** The folder that relative paths start from, and in which the deploy command runs. */
  public GiteaDroneBuilder folder(Path start) {
    this.folder = start.toAbsolutePath().normalize();
    return this;
  }

  /**
   * Any other key of {@code gitea-drone.yaml}.
   *
   * @param path the key with its sections, such as {@code verify.canary.image}
   * @param value a string, a boolean, or a list of strings
   * @throws IllegalStateException if this describes a configuration file
   */
  public GiteaDroneBuilder set(String path, Object value) {
    if (file != null) {
      throw new IllegalStateException(
          path + " cannot be set beside a configuration file: write it in " + file);
    }
    List<String> words = new ArrayList<>(List.of(path.split("\\.")));
    String last = words.removeLast();
    Map<String, Object> section = keys;
    for (String word : words) {
      section = section(section, word);
    }
    section.put(last, value);
    return this;
  }

  /** How far a verification goes; {@link VerifyLevel#FULL} if not set. */
  public GiteaDroneBuilder level(VerifyLevel level) {
    options = options.withLevel(Level.valueOf(level.name()));
    return this;
  }

  /** Time limit of each run, not counting a deploy; five minutes if not set. */
  public GiteaDroneBuilder timeout(Duration limit) {
    options = options.withTimeout(limit);
    return this;
  }

  /** A PEM file with a certificate authority to trust beside those of the JDK. */
  public GiteaDroneBuilder caCertificate(Path pem) {
    options = options.withCaCertificate(Optional.of(pem));
    return this;
  }

  /** Allows a new client secret or RPC secret even where somebody may use the old one. */
  public GiteaDroneBuilder allowRotate() {
    options = options.withAllowRotate(true);
    return this;
  }

  /** Allows a deploy from a branch that is behind, with other changes, or from inside a build. */
  public GiteaDroneBuilder deployAnyway() {
    options = options.withDeployAnyway(true);
    return this;
  }

  /** Allows plain HTTP to hosts other than loopback. */
  public GiteaDroneBuilder allowPlainHttp() {
    options = options.withAllowPlainHttp(true);
    plainHttp = true;
    return this;
  }

  /** A variable for sops and the deploy command, such as {@code SOPS_AGE_KEY_FILE}. */
  public GiteaDroneBuilder environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** An existing administrator's access token, used instead of creating one. */
  public GiteaDroneBuilder giteaToken(String token) {
    return environment("GITEA_TOKEN", token);
  }

  /** Is told what a run does while it does it. */
  public GiteaDroneBuilder listener(RunListener listener) {
    this.listener = listener;
    return this;
  }

  /** The host; nothing is read or connected before the first run. */
  public GiteaDrone build() {
    return new GiteaDrone(
        new Settings(
            description(),
            options,
            listener,
            Map.copyOf(environment),
            file == null ? LibraryTerms.CODE : LibraryTerms.FILE));
  }

  private Settings.Description description() {
    boolean plain = plainHttp;
    if (file != null) {
      Path config = file;
      return variables -> ConfigFile.load(config, variables, plain);
    }
    String text = json();
    Path place = folder.resolve(IN_CODE);
    return variables -> ConfigFile.parse(text, place, variables, plain);
  }

  /** JSON is YAML, so the same reader checks both. */
  private String json() {
    try {
      return new ObjectMapper().writeValueAsString(keys);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "only strings, booleans and lists of strings can be set", e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> section(Map<String, Object> parent, String word) {
    return (Map<String, Object>) parent.computeIfAbsent(word, w -> new LinkedHashMap<>());
  }
}
