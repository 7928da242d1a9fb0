package dev.giteadrone.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.time.Deadline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The administrator's file, encrypted with sops: our keys at the top of a YAML or JSON file. */
public final class SopsAdminFile implements AdminFile {
  private static final Case FORMAT = Case.of(ProblemId.SOPS_DECRYPTS, "admin-format", "file");
  private static final Case NESTED = Case.of(ProblemId.SOPS_DECRYPTS, "nested", "key", "file");

  private final SopsFile file;

  /**
   * The file at {@code path}.
   *
   * @param deadline asked before each call of sops: when that call must be done
   * @param program sops, as {@link SopsProgram} gives it
   * @throws Failure with SECRETS_FILE if its suffix is neither YAML's nor JSON's
   */
  public SopsAdminFile(
      Path path, Subprocess subprocess, Supplier<Deadline> deadline, String program) {
    this.file = new SopsFile(path, subprocess, deadline, program);
    if (!file.format().isTree()) {
      throw FORMAT.failure(path);
    }
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public Stored<AdminRecord> read() {
    SopsFile.Opened opened = file.open();
    return new Stored<>(record(opened.tree()), opened.revision());
  }

  @Override
  public KeyGroups preflight() {
    file.requireWritable();
    SopsFile.Opened now = file.open();
    record(now.tree());
    List<Edit> trial = new ArrayList<>();
    for (AdminKey key : AdminKey.values()) {
      trial.add(Edit.secret(path(key), "preflight"));
    }
    if (!now.revision().exists()) {
      trial.addFirst(format(Optional.of(AdminFormat.CURRENT)));
      return file.rehearse(now, trial);
    }
    Metadata metadata = file.encrypted(now).metadata();
    trial.stream()
        .map(Edit::path)
        .filter(metadata::leavesPlain)
        .findFirst()
        .ifPresent(key -> {
          throw file.plain(key, metadata);
        });
    // Otherwise the rules are the same for all keys, so testing one key with sops is enough.
    return file.rehearse(
        now,
        metadata.heedsComments() ? trial : List.of(Edit.secret(path(AdminKey.TOKEN), "preflight")));
  }

  @Override
  public Revision write(Revision expected, AdminRecord next) {
    SopsFile.Opened opened = file.open();
    AdminRecord now = record(opened.tree());
    List<Edit> edits = new ArrayList<>();
    for (AdminKey key : AdminKey.values()) {
      Optional<Secret> wanted = next.get(key).filter(value -> !value.isBlank());
      if (!now.get(key).equals(wanted)) {
        edits.add(new Edit(path(key), wanted, true));
      }
    }
    Optional<Integer> wanted =
        next.values().isEmpty() ? Optional.empty() : Optional.of(AdminFormat.CURRENT);
    // Never as the only edit: a file without other changes keeps its bytes.
    if (!edits.isEmpty() && !formatText(opened.tree()).equals(wanted.map(String::valueOf))) {
      edits.addFirst(format(wanted));
    }
    return file.write(expected, edits);
  }

  /**
   * Writes a new file.
   *
   * @param record with at least one value
   * @param readBack whether to decrypt it for a check first; needs a key on this machine
   * @throws Failure with SECRETS_FILE if it exists already, or cannot be written
   */
  public Revision create(AdminRecord record, boolean readBack) {
    List<Edit> edits = new ArrayList<>();
    edits.add(format(Optional.of(AdminFormat.CURRENT)));
    record.values().forEach((key, value) -> edits.add(Edit.secret(path(key), value.reveal())));
    return file.create(edits, readBack);
  }

  @Override
  public Revision renewDataKey(Revision expected) {
    return file.renewDataKey(expected);
  }

  @Override
  public void undo(Revision written) {
    file.undo(written);
  }

  private static KeyPath path(AdminKey key) {
    return KeyPath.TOP.then(key.key());
  }

  /** It is not a secret, so it may be in plain text. */
  private static Edit format(Optional<Integer> number) {
    return new Edit(
        KeyPath.TOP.then(AdminFormat.KEY), number.map(String::valueOf).map(Secret::of), false);
  }

  private static Optional<String> formatText(JsonNode tree) {
    JsonNode value = tree.path(AdminFormat.KEY);
    return value.isMissingNode() || value.isNull()
        ? Optional.empty()
        : Optional.of(value.isValueNode() ? value.asText() : "");
  }

  private AdminRecord record(JsonNode tree) {
    AdminFormat.of(file.path(), formatText(tree));
    Map<AdminKey, Secret> values = new EnumMap<>(AdminKey.class);
    for (AdminKey key : AdminKey.values()) {
      JsonNode value = tree.path(key.key());
      if (value.isContainerNode()) {
        throw NESTED.failure(key.key(), file.path());
      }
      if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
        values.put(key, Secret.of(value.asText()));
      }
    }
    return new AdminRecord(values);
  }
}
