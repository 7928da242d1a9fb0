package dev.giteadrone.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.AtomicFile;
import dev.giteadrone.io.Draft;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.time.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sops file. Changes are made and checked on a copy before the file is replaced. The last
 * decrypted content is kept in memory, so that unchanged bytes are not decrypted twice.
 */
final class SopsFile {
  private static final Case DATA_KEY = Case.of(ProblemId.SOPS_ENCRYPTED, "data-key", "file");
  private static final Case PLAIN =
      Case.of(ProblemId.SOPS_ENCRYPTED, "plain", "key", "file", "rules");
  private static final Case READ_BACK = Case.of(ProblemId.SOPS_DECRYPTS, "read-back", "file");
  private static final Case NO_MAP = Case.of(ProblemId.SOPS_DECRYPTS, "no-map", "file");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DATA = "data";

  private final AtomicFile file;
  private final Format format;
  private final Subprocess subprocess;
  private final Supplier<Deadline> deadline;
  private final String program;
  private @Nullable Opened last;
  private @Nullable Opened replaced;

  SopsFile(Path path, Subprocess subprocess, Supplier<Deadline> deadline, String program) {
    this.file = new AtomicFile(path);
    this.format = Format.of(path);
    this.subprocess = subprocess;
    this.deadline = deadline;
    this.program = program;
  }

  /**
   * The decrypted file. A dotenv file is a map of its lines; a binary one has {@code data}.
   *
   * @param content the bytes on disk
   * @param tree the decrypted tree; an empty map for a file that does not exist
   */
  record Opened(AtomicFile.Content content, ObjectNode tree) {
    Revision revision() {
      return content.revision();
    }

    // The tree is all secrets.
    @Override
    public String toString() {
      return "(secret)";
    }
  }

  Path path() {
    return file.path();
  }

  Format format() {
    return format;
  }

  /** Decrypts it, unless its bytes are those that were decrypted last. */
  Opened open() {
    AtomicFile.Content content = file.read();
    Opened known = last;
    if (known != null && known.revision().equals(content.revision())) {
      return known;
    }
    SopsProgram.require(program); // Also for a file that will only be written later.
    ObjectNode tree = content.revision().exists() ? decrypt(sops(), content.bytes()) : nothing();
    Opened opened = new Opened(content, tree);
    last = opened;
    return opened;
  }

  /** The content of a file that does not exist. */
  ObjectNode nothing() {
    return JSON.createObjectNode();
  }

  /** Its structure on disk; call it only if the file exists. */
  Encrypted encrypted(Opened opened) {
    return Encrypted.of(file.path(), opened.content().bytes());
  }

  /** Checks that the folder and the file can be written. */
  void requireWritable() {
    file.preflight();
  }

  /**
   * Does everything that {@link #write} does, except the replacement.
   *
   * @return who can decrypt the file, or could once it is written
   */
  KeyGroups rehearse(Opened now, List<Edit> edits) {
    if (!now.revision().exists()) {
      return Encrypted.of(file.path(), created(edits, true)).recipients();
    }
    Draft draft = changed(now, edits);
    draft.close();
    return encrypted(now).recipients();
  }

  /**
   * Applies all edits with one replacement of the file; without edits, the file is not changed.
   *
   * @param expected the revision that was read; if the file has changed since, the call fails
   */
  Revision write(Revision expected, List<Edit> edits) {
    Opened now = open();
    if (!now.revision().equals(expected)) {
      throw file.changedMeanwhile();
    }
    if (edits.isEmpty()) {
      replaced = null;
      return expected;
    }
    if (!expected.exists()) {
      byte[] bytes = created(edits, true);
      return remember(now, edits, bytes, file.replace(bytes, expected));
    }
    try (Draft draft = changed(now, edits)) {
      byte[] bytes = draft.bytes();
      return remember(now, edits, bytes, draft.commit(expected));
    }
  }

  /**
   * Writes a new file.
   *
   * @param readBack whether to decrypt it for a check first; needs a key on this machine
   */
  Revision create(List<Edit> edits, boolean readBack) {
    return file.replace(created(edits, readBack), Revision.ABSENT);
  }

  /**
   * Has sops encrypt it under a new data key, for the same recipients, with one replacement of the
   * file.
   *
   * @param expected the revision that was read; if the file has changed since, the call fails
   */
  Revision renewDataKey(Revision expected) {
    Opened now = open();
    if (!now.revision().equals(expected)) {
      throw file.changedMeanwhile();
    }
    if (!expected.exists()) {
      return expected;
    }
    Sops sops = sops();
    Encrypted before = encrypted(now);
    try (Draft draft = file.draft(now.content().bytes())) {
      sops.renewDataKey(draft.path());
      byte[] bytes = draft.bytes();
      prove(sops, bytes, now, List.of());
      KeyGroups recipients = Encrypted.of(file.path(), bytes).recipients();
      if (bytes.length == 0
          || Arrays.equals(bytes, now.content().bytes())
          || !recipients.equals(before.recipients())) {
        throw DATA_KEY.failure(file.path());
      }
      return remember(now, List.of(), bytes, draft.commit(expected));
    }
  }

  /**
   * Restores what the last write replaced, unless somebody has changed the file since.
   *
   * @param written the result of that write
   */
  void undo(Revision written) {
    Opened before = replaced;
    if (before == null || !file.read().revision().equals(written)) {
      return;
    }
    if (before.revision().exists()) {
      file.replace(before.content().bytes(), written);
    } else {
      file.remove(written);
    }
    last = before;
    replaced = null;
  }

  private Revision remember(Opened before, List<Edit> edits, byte[] bytes, Revision revision) {
    last = new Opened(new AtomicFile.Content(bytes, revision), wanted(before, edits));
    replaced = before;
    return revision;
  }

  private Draft changed(Opened now, List<Edit> edits) {
    Sops sops = sops();
    encrypted(now);
    Draft draft = file.draft(now.content().bytes());
    try {
      edits.forEach(edit -> sops.apply(draft.path(), edit));
      prove(sops, draft.bytes(), now, edits);
      return draft;
    } catch (RuntimeException e) {
      draft.close();
      throw e;
    }
  }

  private byte[] created(List<Edit> edits, boolean readBack) {
    Sops sops = sops();
    Opened nothing = new Opened(new AtomicFile.Content(new byte[0], Revision.ABSENT), nothing());
    ObjectNode tree = wanted(nothing, edits);
    byte[] encrypted =
        switch (format) {
          case YAML, JSON -> sops.encrypt(utf8(tree.toString()), Format.JSON);
          case DOTENV, INI -> sops.encrypt(utf8(lines(tree)), format);
          case BINARY -> sops.encrypt(utf8(tree.path(DATA).asText()), format);
        };
    if (readBack) {
      requireSame(sops, encrypted, nothing, edits);
    }
    requireCiphertext(encrypted, edits);
    return encrypted;
  }

  /**
   * Checks that the new bytes decrypt to the old content with the edits, and that secrets are
   * encrypted.
   */
  private void prove(Sops sops, byte[] bytes, Opened before, List<Edit> edits) {
    requireSame(sops, bytes, before, edits);
    requireCiphertext(bytes, edits);
  }

  private void requireSame(Sops sops, byte[] bytes, Opened before, List<Edit> edits) {
    if (!decrypt(sops, bytes).equals(wanted(before, edits))) {
      throw READ_BACK.failure(file.path());
    }
  }

  private void requireCiphertext(byte[] bytes, List<Edit> edits) {
    Encrypted encrypted = Encrypted.of(file.path(), bytes);
    for (Edit edit : edits) {
      if (edit.value().isPresent()
          && edit.mustBeCiphertext()
          && !encrypted.isCiphertext(edit.path())) {
        throw plain(edit.path(), encrypted.metadata());
      }
    }
  }

  /** The refusal to write a secret in plain text. */
  RuntimeException plain(KeyPath key, Metadata metadata) {
    return PLAIN.failure(key, file.path(), metadata.rules());
  }

  private static ObjectNode wanted(Opened before, List<Edit> edits) {
    ObjectNode tree = before.tree().deepCopy();
    for (Edit edit : edits) {
      edit.value()
          .ifPresentOrElse(
              value -> edit.path().put(tree, value.reveal()), () -> edit.path().remove(tree));
    }
    return tree;
  }

  private ObjectNode decrypt(Sops sops, byte[] bytes) {
    try {
      JsonNode tree = JSON.readTree(sops.decrypt(bytes, Format.JSON));
      if (tree instanceof ObjectNode map) {
        return map;
      }
    } catch (IOException e) {
      // The message would quote the content.
    }
    throw NO_MAP.failure(file.path());
  }

  private Sops sops() {
    return new Sops(file.target(), subprocess, deadline, program);
  }

  private static String lines(ObjectNode tree) {
    StringBuilder text = new StringBuilder();
    tree.properties()
        .forEach(line ->
            text.append(line.getKey()).append('=').append(line.getValue().asText()).append('\n'));
    return text.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
