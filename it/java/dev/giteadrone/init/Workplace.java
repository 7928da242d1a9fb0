package dev.giteadrone.init;

import dev.giteadrone.io.SearchPath;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** An operator's machine: a home, a folder, and the real sops and age on PATH. */
public final class Workplace {
  public final Path home;
  public final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  /** Nothing is in it but the two folders. */
  public Workplace(Path root) throws IOException {
    this.home = Files.createDirectories(root.toRealPath().resolve("home"));
    this.folder = Files.createDirectories(root.toRealPath().resolve("host"));
    environment.put("HOME", home.toString());
    environment.put("PATH", bin() + ":/usr/local/bin:/usr/bin:/bin");
  }

  /** What a process of the operator inherits. */
  public Map<String, String> environment() {
    return environment;
  }

  /** The place where sops looks for keys. */
  public Path defaultKey() {
    return home.resolve(".config/sops/age/keys.txt");
  }

  /** A new key in that file; its recipient. */
  public String newKey(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    run("age-keygen", "-o", file.toString());
    return run("age-keygen", "-y", file.toString()).strip();
  }

  /** Writes a file of the folder. */
  public Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  public String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /** What all files of the folder hold, by their names. */
  public Map<String, String> content() throws IOException {
    Map<String, String> content = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return content;
  }

  /** Decrypts with a key file and nothing else. */
  public String decrypted(String name, Path key) {
    Map<String, String> only =
        Map.of(
            "PATH", Objects.requireNonNull(environment.get("PATH")),
            "HOME", "/nonexistent",
            "SOPS_AGE_KEY_FILE", key.toString());
    return checked(call(only, "", "sops", "decrypt", name));
  }

  /** Whether a key decrypts it. */
  public boolean decrypts(String name, Path key) {
    try {
      decrypted(name, key);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  /** Runs a program to its good end; its output. */
  public String run(String... argv) {
    return checked(call(environment, "", argv));
  }

  /** Runs a program with something to read. */
  public Subprocess.Result call(Map<String, String> variables, String stdin, String... argv) {
    String program = argv[0].contains("/") ? argv[0] : which(argv[0]);
    String[] full = argv.clone();
    full[0] = program;
    return new Subprocess(new Timeline(), variables)
        .run(
            new Subprocess.Command(List.of(full), folder, Map.of(), true),
            stdin.getBytes(StandardCharsets.UTF_8),
            Deadline.in(Duration.ofSeconds(30)));
  }

  private static String checked(Subprocess.Result result) {
    if (result.exitCode() != 0) {
      throw new AssertionError(result.stderr());
    }
    return result.text();
  }

  private String which(String name) {
    return SearchPath.program(name, environment);
  }

  private static Path bin() {
    Programs programs = Programs.ofEnvironment();
    programs.ensure(List.of("sops", "age", "age-keygen"), Progress.SILENT);
    return programs.bin();
  }
}
