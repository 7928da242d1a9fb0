package dev.giteadrone.testing.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.secrets.AdminFile;
import dev.giteadrone.secrets.HostFile;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MemoryFilesTest {
  private final MemoryFiles files = new MemoryFiles();

  @Test
  void filesThatWereNeverWrittenAreAbsent() {
    assertThat(files.hostFile().read().revision()).isEqualTo(Revision.ABSENT);
    assertThat(files.adminFile().read().revision()).isEqualTo(Revision.ABSENT);
  }

  @Test
  void variablesAreAddedReplacedAndRemoved() {
    HostFile host = files.hostFile();
    host.write(Revision.ABSENT, Map.of(Variable.DRONE_GITEA_CLIENT_ID, Secret.of("id")));
    host.write(
        host.read().revision(),
        Map.of(
            Variable.DRONE_GITEA_CLIENT_ID, Secret.of("other"),
            Variable.DRONE_RPC_SECRET, Secret.of("rpc")));
    host.remove(host.read().revision(), Set.of(Variable.DRONE_RPC_SECRET));

    assertThat(files.variables())
        .containsExactly(Map.entry(Variable.DRONE_GITEA_CLIENT_ID, Secret.of("other")));
    assertThat(host.read().value().clientId()).contains("other");
  }

  @Test
  void undoRestoresWhatTheLastWriteReplaced() {
    AdminFile admin = files.adminFile();
    AdminRecord first = AdminRecord.EMPTY.with(AdminKey.USERNAME, "me");
    admin.write(Revision.ABSENT, first);
    Revision written =
        admin.write(admin.read().revision(), first.with(AdminKey.PASSWORD, "secret"));
    admin.undo(written);

    assertThat(files.admin()).isEqualTo(first);
    assertThat(admin.read().value()).isEqualTo(first);
  }
}
