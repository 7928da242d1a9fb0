package dev.giteadrone.config;

import dev.giteadrone.config.Section.Value;
import dev.giteadrone.model.desired.HostKey;
import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.desired.SecretsTarget;
import dev.giteadrone.model.desired.SecretsTarget.Location;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the paths of the sops files and their layouts. */
final class SecretsReader {
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
      section.reject(
          admin.isPresent() ? "admin" : "file",
          "the admin file is the same file as the host's",
          "keep the administrator's password in a file of its own, which the host cannot read");
    }
    if (runner.isPresent() && List.of(hostFile, adminFile).contains(runner.get().file())) {
      runnerSection.reject(
          "file",
          "the runners' file is the same as another of these files",
          "give the runners a file of their own");
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
      section.reject(
          value.get(), "a secret key, which must stay on the host", "write its public key");
    } else if (!RECIPIENT.matcher(text).matches()) {
      section.reject(
          value.get(),
          "not a recipient: " + text,
          "write the host's age recipient (age1…), its SSH public key (ssh-ed25519 …), the"
              + " fingerprint of its PGP key, or none");
    }
    return new HostKey.Named(text);
  }

  private Optional<Location> location(Section section, Optional<Value> file, String defaultKey) {
    Optional<Path> path = file.flatMap(v -> path(section, v));
    Optional<String> chosen =
        ConfigReader.choice(section, "layout", List.of("key", "keys", "file"), word -> word);
    Optional<Value> key = section.text("key", defaultKey);
    if (key.isPresent() && !isPath(key.get().text())) {
      section.reject(key.get(), "not a key: " + key.get().text(), "write it like " + defaultKey);
    }
    boolean isMap = path.map(p -> suffix(p).matches("yaml|yml|json")).orElse(true);
    String layout = chosen.orElse(isMap || section.has("key") ? "key" : "file");
    if (!layout.equals("file") && !isMap) {
      section.reject(
          chosen.isPresent() ? "layout" : "key",
          "a file with keys ends in .yaml, .yml or .json",
          "rename the file, or write layout: file");
    }
    if (layout.equals("file") && key.isPresent()) {
      section.reject(key.get(), "layout file has no key", "remove key or layout");
    }
    if (layout.equals("file") && path.isPresent() && isMap) {
      section.reject(
          chosen.isPresent() ? "layout" : "file",
          "a file that is all dotenv text must not end in ." + suffix(path.get()),
          "name it .env, or write layout: key");
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
      section.reject(
          value,
          "~ is not expanded here",
          "write a path relative to this file, or an absolute path");
      return Optional.empty();
    }
    try {
      Path path = folder.resolve(value.text()).normalize();
      if (path.getFileName() == null || value.text().endsWith("/") || folder.startsWith(path)) {
        section.reject(value, "a folder, not a file: " + value.text(), "name a file in it");
        return Optional.empty();
      }
      Optional<String> special = ConfigFile.special(path);
      if (special.isPresent()) {
        section.reject(
            value,
            special.get() + ", not a regular file: " + value.text(),
            "name the sops file itself: it is read more than once, and then replaced");
        return Optional.empty();
      }
      return Optional.of(path);
    } catch (InvalidPathException e) {
      section.reject(value, "not a path", "write it like .secrets/drone.yaml");
      return Optional.empty();
    }
  }

  private static String suffix(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
