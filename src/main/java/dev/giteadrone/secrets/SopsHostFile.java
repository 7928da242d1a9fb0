package dev.giteadrone.secrets;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.desired.SecretsTarget;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.time.Deadline;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The host's file, encrypted with sops. */
public final class SopsHostFile implements HostFile {
  private static final Case WHOLE = Case.of(ProblemId.SECRETS_COMPLETE, "whole", "place", "format");
  private static final Case SUFFIX = Case.of(ProblemId.SECRETS_COMPLETE, "suffix", "place");
  private static final Case INDEX = Case.of(ProblemId.SECRETS_COMPLETE, "index", "place", "key");

  private final SopsFile file;
  private final HostLayout layout;

  /**
   * The file at {@code location}.
   *
   * @param deadline asked before each call of sops: when that call must be done
   * @param program sops, as {@link SopsProgram} gives it
   * @throws Failure with SECRETS_FILE if sops cannot address the layout's key
   */
  public SopsHostFile(
      SecretsTarget.Location location,
      Subprocess subprocess,
      Supplier<Deadline> deadline,
      String program) {
    this.file = new SopsFile(location.file(), subprocess, deadline, program);
    this.layout = layout(location);
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public Stored<HostSecrets> read() {
    SopsFile.Opened opened = file.open();
    return new Stored<>(layout.read(opened.tree()), opened.revision());
  }

  @Override
  public KeyGroups preflight() {
    file.requireWritable();
    Map<Variable, Secret> trial = new EnumMap<>(Variable.class);
    for (Variable variable : Variable.values()) {
      trial.put(variable, Secret.of("preflight"));
    }
    SopsFile.Opened now = file.open();
    return file.rehearse(now, edits(now, trial));
  }

  @Override
  public Revision write(Revision expected, Map<Variable, Secret> changes) {
    for (Map.Entry<Variable, Secret> change : changes.entrySet()) {
      String value = change.getValue().reveal();
      if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(change.getKey() + " is blank or has control characters");
      }
    }
    return file.write(expected, edits(file.open(), changes));
  }

  /**
   * Writes a new file, for a host that is deployed before Gitea exists: dotenv text with the RPC
   * secret, and with the client's variables empty.
   *
   * @param readBack whether to decrypt it for a check first; needs a key on this machine
   * @throws Failure with SECRETS_FILE if it exists already, or cannot be written
   */
  public Revision create(Secret rpcSecret, boolean readBack) {
    Map<Variable, Secret> values = new EnumMap<>(Variable.class);
    for (Variable variable : Variable.values()) {
      values.put(variable, Secret.of(""));
    }
    values.put(Variable.DRONE_RPC_SECRET, rpcSecret);
    return file.create(layout.edits(file.nothing(), values), readBack);
  }

  @Override
  public Revision remove(Revision expected, Set<Variable> variables) {
    SopsFile.Opened now = file.open();
    if (layout instanceof DotenvLines lines && now.revision().exists()) {
      lines.requireSingle(file.encrypted(now));
    }
    return file.write(expected, layout.removals(now.tree(), variables));
  }

  @Override
  public Revision renewDataKey(Revision expected) {
    return file.renewDataKey(expected);
  }

  private List<Edit> edits(SopsFile.Opened now, Map<Variable, Secret> changes) {
    if (layout instanceof DotenvLines lines && now.revision().exists()) {
      lines.requireSingle(file.encrypted(now));
    }
    return layout.edits(now.tree(), changes);
  }

  private static HostLayout layout(SecretsTarget.Location location) {
    Path path = location.file();
    Format format = Format.of(path);
    return switch (location.layout()) {
      case SecretsLayout.DotenvKey text ->
          new DotenvText(path, addressable(path, format, text.key(), text.key().isEmpty()));
      case SecretsLayout.Keys keys ->
          new SeparateKeys(path, addressable(path, format, keys.prefix(), false));
      case SecretsLayout.WholeFile ignored ->
          switch (format) {
            case DOTENV -> new DotenvLines(path);
            case BINARY -> new DotenvText(path, KeyPath.of("data"));
            case YAML, JSON, INI -> throw WHOLE.failure(path, format.sopsName());
          };
    };
  }

  private static KeyPath addressable(Path path, Format format, String dotted, boolean missing) {
    KeyPath key = KeyPath.of(dotted);
    if (!format.isTree()) {
      throw SUFFIX.failure(path);
    }
    if (missing || !key.addressable()) {
      throw INDEX.failure(path, dotted);
    }
    return key;
  }
}
