package dev.giteadrone.secrets;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.desired.SecretsTarget;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A folder with an age key, a {@code .sops.yaml}, and the real sops with that key at hand. */
final class RealSops {
  final Path folder;
  final Timeline timeline = new Timeline();
  final Subprocess subprocess = new Subprocess(timeline);
  final String recipient;
  private final Path bin;
  private final Path key;

  RealSops(Path folder) throws IOException {
    this.folder = folder.toRealPath();
    this.bin = bin();
    this.key = folder.resolve("key.txt");
    this.recipient = newKey(key);
    rules("creation_rules:\n  - path_regex: secrets/[^/]+$\n    age: " + recipient + "\n");
    Files.createDirectories(folder.resolve("secrets"));
  }

  /** Writes {@code .sops.yaml}. */
  void rules(String text) throws IOException {
    Files.writeString(folder.resolve(".sops.yaml"), text);
  }

  /** A second key pair that this sops does not have; the recipient. */
  String stranger() throws IOException {
    return stranger("stranger");
  }

  /** Another key pair, whose key lies in {@code NAME.txt}. */
  String stranger(String name) throws IOException {
    return newKey(folder.resolve(name + ".txt"));
  }

  /** The file with the key at hand. */
  Path keyFile() {
    return key;
  }

  /** The environment that has the key. */
  Map<String, String> withKey() {
    return Map.of("SOPS_AGE_KEY_FILE", key.toString());
  }

  Path file(String name) {
    return folder.resolve("secrets").resolve(name);
  }

  /** Encrypts a file of that name in the rules' folder. */
  Path encrypted(String name, String plain, String... options) throws IOException {
    Path file = file(name);
    String[] argv = new String[options.length + 3];
    argv[0] = "encrypt";
    System.arraycopy(options, 0, argv, 1, options.length);
    argv[argv.length - 2] = "--filename-override";
    argv[argv.length - 1] = file.toString();
    Files.write(file, run(plain.getBytes(StandardCharsets.UTF_8), argv));
    return file;
  }

  /** The decrypted text of a file, in its own format. */
  String decrypted(Path file) {
    return new String(run(new byte[0], "decrypt", file.toString()), StandardCharsets.UTF_8);
  }

  /** The value of one key, as sops-nix would put it into a file. */
  String extracted(Path file, String index) {
    return new String(
        run(new byte[0], "decrypt", "--extract", index, file.toString()), StandardCharsets.UTF_8);
  }

  /** Runs sops with the key. */
  byte[] run(byte[] stdin, String... arguments) {
    Subprocess.Result result =
        call(bin.resolve("sops"), stdin, Map.of("SOPS_AGE_KEY_FILE", key.toString()), arguments);
    if (result.exitCode() != 0) {
      throw new AssertionError(result.stderr());
    }
    return result.bytes();
  }

  /** A program that is sops with the key in its environment. */
  String program() throws IOException {
    return script("sops-with-key", "SOPS_AGE_KEY_FILE=" + key);
  }

  /** A program that is sops without any key. */
  String withoutKey() throws IOException {
    return script("sops-without-key", "HOME=/nonexistent SOPS_AGE_KEY_FILE=/nonexistent");
  }

  SopsHostFile host(Path file, SecretsLayout layout) throws IOException {
    return host(file, layout, program());
  }

  SopsHostFile host(Path file, SecretsLayout layout, String program) {
    return new SopsHostFile(
        new SecretsTarget.Location(file, layout), subprocess, RealSops::soon, program);
  }

  /**
   * The file as the program has it whose own environment is this.
   *
   * @param environment all of it, PATH apart
   */
  SopsHostFile host(Path file, SecretsLayout layout, Map<String, String> environment) {
    return new SopsHostFile(
        new SecretsTarget.Location(file, layout),
        operator(environment),
        RealSops::soon,
        bin.resolve("sops").toString());
  }

  /** The same for the administrator's file. */
  SopsAdminFile admin(Path file, Map<String, String> environment) {
    return new SopsAdminFile(
        file, operator(environment), RealSops::soon, bin.resolve("sops").toString());
  }

  /** A trial of the file with this environment. */
  SopsTrial trial(Path file, Map<String, String> environment) {
    return new SopsTrial(
        file, operator(environment), RealSops::soon, bin.resolve("sops").toString());
  }

  private Subprocess operator(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("PATH", System.getenv("PATH"));
    all.putIfAbsent("HOME", folder.resolve("home").toString());
    return new Subprocess(timeline, all);
  }

  SopsAdminFile admin(Path file) throws IOException {
    return new SopsAdminFile(file, subprocess, RealSops::soon, program());
  }

  /** How many calls of sops {@code action} takes. */
  long calls(Runnable action) {
    long before = timeline.count(Timeline.Kind.SUBPROCESS);
    action.run();
    return timeline.count(Timeline.Kind.SUBPROCESS) - before;
  }

  /** The names in the rules' folder. */
  List<String> names() throws IOException {
    try (var files = Files.list(folder.resolve("secrets"))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private String script(String name, String environment) throws IOException {
    Path script = folder.resolve(name);
    if (!Files.exists(script)) {
      Files.writeString(
          script, "#!/bin/sh\nexec env " + environment + " " + bin.resolve("sops") + " \"$@\"\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
    return script.toString();
  }

  private String newKey(Path file) throws IOException {
    call(bin.resolve("age-keygen"), new byte[0], Map.of(), "-o", file.toString());
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("# public key: "))
        .map(line -> line.substring("# public key: ".length()))
        .findFirst()
        .orElseThrow();
  }

  /** Runs sops with another environment. */
  String sops(Map<String, String> environment, String... arguments) {
    return tool(environment, bin.resolve("sops").toString(), arguments);
  }

  /** Runs any other program here. */
  String tool(Map<String, String> environment, String program, String... arguments) {
    Subprocess.Result result = call(Path.of(program), new byte[0], environment, arguments);
    if (result.exitCode() != 0) {
      throw new AssertionError(program + ": " + result.stderr());
    }
    return result.text();
  }

  private Subprocess.Result call(
      Path program, byte[] stdin, Map<String, String> environment, String... arguments) {
    String[] argv = new String[arguments.length + 1];
    argv[0] = program.toString();
    System.arraycopy(arguments, 0, argv, 1, arguments.length);
    return new Subprocess(new Timeline())
        .run(new Subprocess.Command(List.of(argv), folder, environment, false), stdin, soon());
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(30));
  }

  private static Path bin() {
    Programs programs = Programs.ofEnvironment();
    programs.ensure(List.of("sops", "age-keygen"), Progress.SILENT);
    return programs.bin();
  }
}
