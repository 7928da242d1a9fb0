package dev.giteadrone.testing.containers;

import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.secrets.AdminFile;
import dev.giteadrone.secrets.HostFile;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The two secrets files of a bootstrap, in memory: these servers end with the test, so neither sops
 * nor a key is needed.
 */
final class MemoryFiles {
  private final Host host = new Host();
  private final Admin operator = new Admin();
  private final Map<Variable, Secret> variables = new EnumMap<>(Variable.class);
  private AdminRecord admin = AdminRecord.EMPTY;
  private AdminRecord before = AdminRecord.EMPTY;

  /** The variables for Drone and its runner. */
  Map<Variable, Secret> variables() {
    return Map.copyOf(variables);
  }

  /** The administrator's secrets. */
  AdminRecord admin() {
    return admin;
  }

  /** The file that a host would read. */
  HostFile hostFile() {
    return host;
  }

  /** The file that only an operator would read. */
  AdminFile adminFile() {
    return operator;
  }

  private final class Host extends MemoryFile implements HostFile {
    @Override
    public Path path() {
      return Wiring.HOST_FILE;
    }

    @Override
    public Stored<HostSecrets> read() {
      return new Stored<>(new HostSecrets(variables, 0), revision());
    }

    @Override
    public Revision write(Revision expected, Map<Variable, Secret> changes) {
      variables.putAll(changes);
      return written();
    }

    @Override
    public Revision remove(Revision expected, Set<Variable> names) {
      variables.keySet().removeAll(names);
      return written();
    }
  }

  private final class Admin extends MemoryFile implements AdminFile {
    @Override
    public Path path() {
      return Wiring.ADMIN_FILE;
    }

    @Override
    public Stored<AdminRecord> read() {
      return new Stored<>(admin, revision());
    }

    @Override
    public Revision write(Revision expected, AdminRecord next) {
      before = admin;
      admin = next;
      return written();
    }

    @Override
    public void undo(Revision written) {
      admin = before;
    }
  }
}
