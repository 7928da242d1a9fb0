package dev.giteadrone.config;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.RegularFile;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.result.ProblemId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The configuration file, {@code gitea-drone.yaml}. */
public final class ConfigFile {
  private static final Case MISSING = Problems.message(ProblemId.CONFIG_FILE, "missing", "file");
  private static final Case SPECIAL =
      Problems.message(ProblemId.CONFIG_FILE, "special", "kind", "file");
  private static final Case UNREADABLE =
      Problems.message(ProblemId.CONFIG_FILE, "unreadable", "file");
  private static final Case TOO_LONG = Problems.message(ProblemId.CONFIG_FILE, "long", "size");
  private static final Case ERROR = Problems.message(ProblemId.CONFIG_FILE, "error", "error");
  private static final Case NO_UTF8 = Problems.message(ProblemId.CONFIG_SYNTAX, "no-utf8");

  /** The default file name. */
  public static final String DEFAULT_NAME = "gitea-drone.yaml";

  private ConfigFile() {}

  /** As {@link #load(Path, Map, boolean)}, with plain http to loopback only. */
  public static Desired load(Path file, Map<String, String> environment) {
    return load(file, environment, false);
  }

  /**
   * Reads the file, the tokens of the environment and the defaults. Changes nothing and uses no
   * network.
   *
   * @param file relative paths in it are relative to its folder; that of the file itself, if this
   *     is a symbolic link
   * @param environment where {@code GITEA_TOKEN} and {@code DRONE_TOKEN} may be
   * @param allowPlainHttp whether plain http to hosts other than loopback is allowed
   * @throws InvalidConfig with all problems, if there are any
   */
  public static Desired load(Path file, Map<String, String> environment, boolean allowPlainHttp) {
    return load(file, environment, allowPlainHttp, problems -> text(file, problems));
  }

  /**
   * Reads {@code text} as if it were what {@code file} holds; the file itself is not read.
   *
   * @throws InvalidConfig with all problems, if there are any
   */
  public static Desired parse(
      String text, Path file, Map<String, String> environment, boolean allowPlainHttp) {
    return load(file, environment, allowPlainHttp, problems -> Optional.of(text));
  }

  private static Desired load(
      Path file,
      Map<String, String> environment,
      boolean allowPlainHttp,
      Function<Problems, Optional<String>> source) {
    Path absolute = real(file.toAbsolutePath().normalize());
    Problems problems = new Problems(String.valueOf(absolute.getFileName()));
    Tokens tokens = Tokens.read(environment, problems);
    Optional<Desired> desired =
        source
            .apply(problems)
            .flatMap(text -> {
              var node = new YamlText(problems).compose(text);
              if (node.isEmpty() && !problems.isEmpty()) {
                return Optional.empty();
              }
              Section root = new Section("", 0, node.orElse(null), problems, new Section.Keys());
              return new ConfigReader(absolute, environment, tokens, allowPlainHttp, problems)
                  .read(root);
            });
    if (!problems.isEmpty()) {
      throw problems.toException();
    }
    return desired.orElseThrow();
  }

  /** Where the file is: a link beside other secrets files must not make it the one of theirs. */
  private static Path real(Path file) {
    try {
      return Files.isSymbolicLink(file) ? file.toRealPath() : file;
    } catch (IOException e) {
      return file; // It leads nowhere, which is reported as a missing file.
    }
  }

  /** The ids of all checks that {@link #load} can fail, such as {@code config.gitea.url}. */
  public static Set<String> checks() {
    Section.Keys keys = new Section.Keys();
    Problems problems = new Problems(DEFAULT_NAME);
    Section root = new Section("", 0, null, problems, keys);
    new ConfigReader(
            Path.of("/", DEFAULT_NAME), Map.of(), Tokens.read(Map.of(), problems), false, problems)
        .read(root);
    Set<String> checks = new LinkedHashSet<>();
    checks.add(ConfigIds.FILE);
    checks.add(ConfigIds.SYNTAX);
    keys.paths().forEach(path -> checks.add(ConfigIds.PREFIX + path));
    checks.add(ConfigIds.GITEA_TOKEN);
    checks.add(ConfigIds.DRONE_TOKEN);
    return checks;
  }

  private static Optional<String> text(Path file, Problems problems) {
    if (!Files.exists(file)) {
      problems.add(ConfigIds.FILE, 0, "is missing", MISSING, file);
    } else if (special(file).isPresent()) {
      problems.add(ConfigIds.FILE, 0, "cannot be read", SPECIAL, special(file).orElseThrow(), file);
    } else if (!Files.isReadable(file) || Files.isDirectory(file)) {
      problems.add(ConfigIds.FILE, 0, "cannot be read", UNREADABLE, file);
    } else {
      return readText(file, problems);
    }
    return Optional.empty();
  }

  /**
   * The kind of a file that must not be opened, such as a pipe or a device, which may never end.
   */
  static Optional<String> special(Path file) {
    return RegularFile.kindIfOther(file).filter(kind -> !Files.isDirectory(file));
  }

  private static Optional<String> readText(Path file, Problems problems) {
    int limit = YamlText.MAX_LENGTH;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        problems.add(ConfigIds.FILE, 0, "is too long", TOO_LONG, limit / 1024);
        return Optional.empty();
      }
      // The default decoder would replace invalid UTF-8; this one reports it.
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      problems.add(ConfigIds.SYNTAX, 0, "is not text", NO_UTF8);
    } catch (IOException e) {
      problems.add(ConfigIds.FILE, 0, "cannot be read", ERROR, e.getClass().getSimpleName());
    }
    return Optional.empty();
  }
}
