package dev.giteadrone.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The real {@code sops} program, for one file. It runs in the file's folder, or the nearest
 * existing one, so that it finds the same {@code .sops.yaml} as for the operator. Values are passed
 * only through pipes. Throws {@link Failure} with SECRETS_FILE.
 */
final class Sops {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] NOTHING = {};

  private final Path file;
  private final Format format;
  private final Subprocess subprocess;
  private final Supplier<Deadline> deadline;
  private final String program;

  /**
   * A wrapper for one file.
   *
   * @param file absolute path without symbolic links
   */
  Sops(Path file, Subprocess subprocess, Supplier<Deadline> deadline, String program) {
    this.file = file;
    this.format = Format.of(file);
    this.subprocess = subprocess;
    this.deadline = deadline;
    this.program = program;
  }

  /**
   * Decrypts all of it.
   *
   * @param encrypted the file's bytes
   * @param out the output format: the file's own, or JSON
   */
  byte[] decrypt(byte[] encrypted, Format out) {
    return run(
        "decrypting",
        encrypted,
        encrypted,
        "decrypt",
        "--filename-override",
        file.toString(),
        "--input-type",
        format.sopsName(),
        "--output-type",
        out.sopsName());
  }

  /** Encrypts a new file by its creation rule. */
  byte[] encrypt(byte[] plain, Format in) {
    return run(
        "encrypting",
        plain,
        NOTHING,
        "encrypt",
        "--filename-override",
        file.toString(),
        "--input-type",
        in.sopsName(),
        "--output-type",
        format.sopsName());
  }

  /** Sets or removes one value in {@code copy}, in place; everything else keeps its ciphertext. */
  void apply(Path copy, Edit edit) {
    List<String> arguments = new ArrayList<>();
    arguments.add(edit.value().isPresent() ? "set" : "unset");
    arguments.add("--idempotent");
    if (edit.value().isPresent()) {
      arguments.add("--value-stdin");
    }
    arguments.addAll(
        List.of(
            "--input-type",
            format.sopsName(),
            "--output-type",
            format.sopsName(),
            copy.toString(),
            edit.path().index()));
    run(
        "changing " + edit.path() + " of",
        edit.value().map(value -> json(value.reveal())).orElse(NOTHING),
        NOTHING,
        arguments.toArray(String[]::new));
  }

  /** Gives {@code copy} a new data key, in place: every ciphertext changes, no value does. */
  void renewDataKey(Path copy) {
    run(
        "rotating the data key of",
        NOTHING,
        NOTHING,
        "rotate",
        "--in-place",
        "--input-type",
        format.sopsName(),
        "--output-type",
        format.sopsName(),
        copy.toString());
  }

  private byte[] run(String verb, byte[] stdin, byte[] encrypted, String... arguments) {
    List<String> argv = new ArrayList<>();
    argv.add(program);
    argv.addAll(List.of(arguments));
    Subprocess.Result result;
    try {
      result =
          subprocess.run(
              new Subprocess.Command(argv, folder(), SopsProgram.environment(subprocess), true),
              stdin,
              deadline.get());
    } catch (Failure e) {
      throw Thread.currentThread().isInterrupted()
          ? e
          : new Failure(ExitCode.SECRETS_FILE, e.problem(), e);
    }
    int code = result.exitCode();
    if (code != 0) {
      // Only then has sops found metadata with the recipients.
      KeyGroups recipients =
          code == SopsFailures.NO_KEY_DECRYPTS ? recipients(encrypted) : KeyGroups.NONE;
      throw SopsFailures.explain(verb, file, code, result.stderr(), recipients, missingKeyFile());
    }
    return result.bytes();
  }

  /** What {@code SOPS_AGE_KEY_FILE} names, if it does not exist. */
  private Optional<Path> missingKeyFile() {
    return subprocess
        .variable("SOPS_AGE_KEY_FILE")
        .filter(named -> Files.notExists(folder().resolve(named)))
        .map(Path::of);
  }

  private KeyGroups recipients(byte[] encrypted) {
    return encrypted.length == 0 ? KeyGroups.NONE : Encrypted.of(file, encrypted).recipients();
  }

  private Path folder() {
    Path folder = file;
    do {
      Path parent = folder.getParent();
      if (parent == null) {
        return folder;
      }
      folder = parent;
    } while (!Files.isDirectory(folder));
    return folder;
  }

  private static byte[] json(String value) {
    try {
      return JSON.writeValueAsString(TextNode.valueOf(value)).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text always becomes JSON", e);
    }
  }
}
