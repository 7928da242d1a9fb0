package dev.giteadrone.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or cannot be written, with the real sops on a small file system. */
final class SopsDiskIT {
  private static final SecretsLayout TEXT = new SecretsLayout.DotenvKey("drone");
  private static final int PAGE = 4096;
  private static final int PAGES = 24;
  private static final Map<Variable, Secret> RPC =
      Map.of(Variable.DRONE_RPC_SECRET, Secret.of("x".repeat(2 * PAGE)));

  @TempDir Path folder;
  private RealSops sops;
  private Path disk;

  @BeforeEach
  void smallDisk() throws IOException {
    sops = new RealSops(folder);
    disk = sops.folder.resolve("secrets");
    // Only root may mount; the other integration tests want root as well.
    mount("-t", "tmpfs", "-o", "size=" + PAGES * PAGE, "tmpfs", disk.toString());
  }

  @AfterEach
  void unmount() {
    sops.tool(Map.of(), "/usr/bin/umount", disk.toString());
  }

  @Test
  void aFullDiskLeavesTheFileAsItWas() throws IOException {
    Path file = sops.encrypted("drone.yaml", "other: " + "y".repeat(3 * PAGE) + "\ndrone: A=1\n");
    byte[] before = Files.readAllBytes(file);
    SopsHostFile host = sops.host(file, TEXT);
    Revision read = host.read().revision();
    int used = (before.length + PAGE - 1) / PAGE;
    int failed = 0;
    boolean written = false;
    // One page more is free each time: the copy does not fit, sops's change of it does not, all
    // does.
    for (int free = 0; !written; free++) {
      Path ballast = disk.resolve("ballast");
      fill(ballast, PAGES - used - free - 2);
      Failure failure = catchThrowableOfType(Failure.class, () -> host.write(read, RPC));
      Files.deleteIfExists(ballast);
      written = failure == null;
      if (failure != null) {
        failed++;
        assertThat(failure.exitCode()).isEqualTo(ExitCode.SECRETS_FILE);
        assertThat(failure.problem().next()).as("%d pages free", free).contains("free some space");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(sops.names()).containsExactly("drone.yaml");
      }
    }
    assertThat(failed).isGreaterThan(4);
    assertThat(sops.host(file, TEXT).read().value().values()).isEqualTo(RPC);
  }

  @Test
  void aReadOnlyDiskIsSaidBeforeAnythingIsMinted() throws IOException {
    Path file = sops.encrypted("drone.yaml", "drone: A=1\n");
    byte[] before = Files.readAllBytes(file);
    mount("-o", "remount,ro", disk.toString());
    SopsHostFile host = sops.host(file, TEXT);
    Revision read = host.read().revision();
    assertThat(host.write(read, Map.of())).isEqualTo(read);
    for (Runnable action :
        new Runnable[] {host::preflight, () -> host.write(read, RPC), newFile()::preflight}) {
      Failure failure = catchThrowableOfType(Failure.class, action::run);
      assertThat(failure).isNotNull();
      assertThat(failure.exitCode()).isEqualTo(ExitCode.SECRETS_FILE);
      assertThat(failure.problem().toString()).containsAnyOf("not writable", "ead-only");
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
  }

  private SopsHostFile newFile() throws IOException {
    return sops.host(sops.file("new.yaml"), TEXT);
  }

  private void mount(String... arguments) {
    sops.tool(Map.of(), "/usr/bin/mount", arguments);
  }

  private static void fill(Path ballast, int pages) throws IOException {
    Files.write(ballast, new byte[Math.max(pages, 0) * PAGE]);
  }
}
