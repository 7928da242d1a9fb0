package dev.giteadrone.config;

import dev.giteadrone.config.Section.Value;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.HostKey;
import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.desired.SecretsTarget;
import dev.giteadrone.model.desired.SecretsTarget.Location;
import dev.giteadrone.model.result.ProblemId;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the paths of the sops files and their layouts. */
final class SecretsReader {
  private static final Case SAME_ADMIN = Problems.message(ProblemId.CONFIG_SECRETS_ADMIN, "same");
  private static final Case SAME_RUNNER =
      Problems.message(ProblemId.CONFIG_SECRETS_RUNNER_FILE, "same");
  private static final Case SECRET_KEY = Problems.message(ProblemId.CONFIG_SECRETS_HOST, "secret");
  private static final Case NO_RECIPIENT =
      Problems.message(ProblemId.CONFIG_SECRETS_HOST, "no-recipient", "value");
  private static final Case SUFFIX = Problems.message(ProblemId.CONFIG_SECRETS_LAYOUT, "suffix");
  private static final Case NO_KEY = Problems.message(ProblemId.CONFIG_SECRETS_LAYOUT, "key");
  private static final Case DOTENV =
      Problems.message(ProblemId.CONFIG_SECRETS_LAYOUT, "dotenv", "suffix");
  private static final Case FOLDER =
      Problems.message(ProblemId.CONFIG_SECRETS_FILE, "folder", "value");
  private static final Case SPECIAL =
      Problems.message(ProblemId.CONFIG_SECRETS_FILE, "special", "kind", "value");
  private static final Case NO_PATH = Problems.message(ProblemId.CONFIG_SECRETS_FILE, "no-path");
  private static final Case TILDE = Problems.message(ProblemId.CONFIG_SYNTAX, "tilde");
  private static final Case INVALID =
      Problems.message(ProblemId.CONFIG_SYNTAX, "invalid", "seen", "example");

  private static final Pattern RECIPIENT =
      Pattern.compile(
          "age1[0-9a-z]{50,}|ssh-(ed25519|rsa) [A-Za-z0-9+/=]{40,}( [^\\n]*)?|[0-9A-Fa-f ]{40,50}");

  private final Path folder;

  /**
   * A reader of one configuration.
   *
   * @param folder the folder for relative paths
   */
  SecretsReader(Path folder) {
    this.folder = folder;
  }

  /** The files; empty only if a problem was reported. */
  Optional<SecretsTarget> read(Section section) {
    Optional<Value> file = section.required("file", ".secrets/drone.yaml");
    Optional<Location> host = location(section, file, "drone");
    Optional<Value> adminText = section.text("admin", ".secrets/gitea-admin.yaml");
    Optional<Path> admin = adminText.flatMap(v -> path(section, v));
    Section runnerSection = section.section("runner");
    Optional<Value> runnerFile =
        runnerSection.isPresent()
            ? runnerSection.required("file", ".secrets/runner.yaml")
            : runnerSection.text("file", ".secrets/runner.yaml");
    Optional<Location> runner = location(runnerSection, runnerFile, "runner");
    HostKey hostKey = hostKey(section);
    if (host.isEmpty()) {
      return Optional.empty();
    }
    Path hostFile = host.get().file();
    Path adminFile = admin.orElse(hostFile.resolveSibling("gitea-admin.yaml"));
    if (adminFile.equals(hostFile)) {
      section.reject(admin.isPresent() ? "admin" : "file", SAME_ADMIN);
    }
    if (runner.isPresent() && List.of(hostFile, adminFile).contains(runner.get().file())) {
      runnerSection.reject("file", SAME_RUNNER);
    }
    return Optional.of(new SecretsTarget(host.get(), adminFile, runner, hostKey));
  }

  private static HostKey hostKey(Section section) {
    Optional<Value> value = section.text("host", "age1…");
    String text = value.map(Value::text).orElse("").strip();
    if (value.isEmpty() || text.equals("none")) {
      return value.isEmpty() ? HostKey.UNKNOWN : new HostKey.Nothing();
    }
    if (text.toUpperCase(Locale.ROOT).contains("SECRET") || text.contains("PRIVATE")) {
      section.reject(value.get(), SECRET_KEY);
    } else if (!RECIPIENT.matcher(text).matches()) {
      section.reject(value.get(), NO_RECIPIENT, text);
    }
    return new HostKey.Named(text);
  }

  private Optional<Location> location(Section section, Optional<Value> file, String defaultKey) {
    Optional<Path> path = file.flatMap(v -> path(section, v));
    Optional<String> chosen =
        ConfigReader.choice(section, "layout", List.of("key", "keys", "file"), word -> word);
    Optional<Value> key = section.text("key", defaultKey);
    if (key.isPresent() && !isPath(key.get().text())) {
      section.reject(key.get(), INVALID, "not a key: " + key.get().text(), defaultKey);
    }
    boolean isMap = path.map(p -> suffix(p).matches("yaml|yml|json")).orElse(true);
    String layout = chosen.orElse(isMap || section.has("key") ? "key" : "file");
    if (!layout.equals("file") && !isMap) {
      section.reject(chosen.isPresent() ? "layout" : "key", SUFFIX);
    }
    if (layout.equals("file") && key.isPresent()) {
      section.reject(key.get(), NO_KEY);
    }
    if (layout.equals("file") && path.isPresent() && isMap) {
      section.reject(chosen.isPresent() ? "layout" : "file", DOTENV, suffix(path.get()));
    }
    return path.map(p -> new Location(p, layout(layout, key.map(Value::text), defaultKey)));
  }

  private static SecretsLayout layout(String word, Optional<String> key, String defaultKey) {
    return switch (word) {
      case "file" -> new SecretsLayout.WholeFile();
      case "keys" -> new SecretsLayout.Keys(key.orElse(""));
      default -> new SecretsLayout.DotenvKey(key.orElse(defaultKey));
    };
  }

  private static boolean isPath(String key) {
    return key.length() <= 200 && key.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
  }

  private Optional<Path> path(Section section, Value value) {
    if (value.text().startsWith("~")) {
      section.reject(value, TILDE);
      return Optional.empty();
    }
    if (!section.isUsableName(value)) {
      return Optional.empty();
    }
    try {
      Path path = folder.resolve(value.text()).normalize();
      if (path.getFileName() == null || value.text().endsWith("/") || folder.startsWith(path)) {
        section.reject(value, FOLDER, value.text());
        return Optional.empty();
      }
      Optional<String> special = ConfigFile.special(path);
      if (special.isPresent()) {
        section.reject(value, SPECIAL, special.get(), value.text());
        return Optional.empty();
      }
      return Optional.of(path);
    } catch (InvalidPathException e) {
      section.reject(value, NO_PATH);
      return Optional.empty();
    }
  }

  private static String suffix(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
