package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole life of a host in a folder whose path needs quotes everywhere, in processes without a
 * locale, as cron starts them.
 */
final class OddPathsIT {
  private static final String ODD = "o'dd \"quoted\" $(name)\n;new line * -x";

  @TempDir Path temporary;

  @Test
  void aHostIsWiredFromAFolderWithSpacesQuotesAndANewline() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.blank(), Progress.SILENT)) {
      Path odd = temporary.resolve(ODD);
      copy(sandbox.hostFolder(), odd.resolve("host"));
      Path key = Files.copy(sandbox.operatorKeyFile(), odd.resolve("my key.txt"));
      Shell shell =
          Shell.in(sandbox, Files.createDirectory(temporary.resolve("programs")))
              .with(odd.resolve("host"), "LC_ALL", "C")
              .with(odd.resolve("host"), "XDG_STATE_HOME", odd.resolve("st ate").toString())
              .with(odd.resolve("host"), "SOPS_AGE_KEY_FILE", key.toString());
      done(shell, "git init -q && git add . && git commit -qm 'A host'");

      Shell.Ran first = shell.run("gitea-drone bootstrap --report 're port.html'");
      assertThat(first.code()).as(first.err()).isEqualTo(8); // The files are not committed yet.
      assertThat(first.err()).contains("✔ status ");
      done(shell, "git add .secrets && git commit -qm 'The secrets'");

      Shell.Ran again = shell.run("gitea-drone bootstrap");
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.err()).contains("Nothing to do.");
      assertThat(odd.resolve("host/re port.html")).isNotEmptyFile();
      done(shell, "gitea-drone rotate client-secret --yes --level basic || [ $? -eq 8 ]");
      done(shell, "gitea-drone verify --level login");
      done(shell, "gitea-drone doctor");
      aFullDiskIsNamed(shell);
      done(shell, "gitea-drone destroy --yes || [ $? -eq 8 ]");
    }
  }

  /** A lock, a report and a new version of a file, each on a disk that is full. */
  private static void aFullDiskIsNamed(Shell shell) {
    Shell.Ran lock = onAFullDisk(shell, "XDG_STATE_HOME=$full gitea-drone verify --level login");
    assertThat(lock.code()).as(lock.err()).isEqualTo(1);
    assertThat(lock.err()).contains("No space left on device", "free some space on its disk");

    Shell.Ran report = onAFullDisk(shell, "gitea-drone verify --level basic --report $full/r.html");
    assertThat(report.code()).as(report.err()).isEqualTo(1);
    assertThat(report.err()).contains("the disk is full: No space left on device", "--report");

    Shell.Ran draft = onAFullDisk(shell, "cd $full/host && gitea-drone rotate client-secret --yes");
    assertThat(draft.code()).as(draft.err()).isEqualTo(6);
    assertThat(draft.err()).contains("writing a new version of", "No space left on device");
    done(shell, "gitea-drone verify --level login"); // Nothing was rotated.
  }

  /** Only the line itself sees the disk, which has a copy of the host's folder. */
  private static Shell.Ran onAFullDisk(Shell shell, String line) {
    return shell.run(
        """
        unshare --mount bash -c '
          set -e
          full=/mnt
          mount -t tmpfs -o size=128k tmpfs $full
          mkdir $full/host
          cp -a gitea-drone.yaml .sops.yaml .secrets deploy $full/host
          dd if=/dev/zero of=$full/rest bs=1k status=none 2>/dev/null || true
          %s'
        """
            .formatted(line));
  }

  private static void done(Shell shell, String line) {
    Shell.Ran ran = shell.run(line);
    assertThat(ran.code()).as(line + "\n" + ran.out() + ran.err()).isZero();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    List<Path> all;
    try (Stream<Path> files = Files.walk(from)) {
      all = files.filter(file -> !file.equals(from)).toList();
    }
    for (Path file : all) {
      Files.copy(file, to.resolve(from.relativize(file).toString()));
    }
  }
}
