package dev.giteadrone.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Revision;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the operator names is read if it is a file of a bearable size, and never waited for. */
@Timeout(60)
final class RegularFileTest {
  @TempDir Path folder;

  @Test
  void aFileAndALinkToOneAreRead() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x: 1");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    assertThat(RegularFile.read(file, 4)).asString().isEqualTo("x: 1");
    assertThat(RegularFile.read(link, 4)).asString().isEqualTo("x: 1");
    assertThat(RegularFile.kindIfOther(link)).isEmpty();
  }

  @Test
  void aMissingFileIsMissing() {
    Path file = folder.resolve("file");

    assertThat(RegularFile.kindIfOther(file)).isEmpty();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> RegularFile.read(file, 4));
  }

  @Test
  void aPipeIsRefusedAlsoBehindALink() throws Exception {
    Path pipe = Pipes.make(folder.resolve("pipe"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);

    refused(pipe, "it is a named pipe, not a regular file");
    refused(link, "it is a named pipe, not a regular file");
  }

  @Test
  void aDeviceIsRefused() {
    refused(Path.of("/dev/zero"), "it is a device, not a regular file");
  }

  @Test
  void aFolderIsRefused() {
    refused(folder, "it is a folder, not a regular file");
  }

  @Test
  void aSocketIsRefused() throws IOException {
    Path socket = folder.resolve("socket");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(socket));
      refused(socket, "it is a socket, not a regular file");
    }
  }

  @Test
  void whatIsTooLargeIsNotEvenBegun() throws IOException {
    Path file = sparse(3L * 1024 * 1024 * 1024);

    assertThatExceptionOfType(RegularFile.UnfitException.class)
        .isThrownBy(() -> RegularFile.read(file, RegularFile.MAX_SECRETS))
        .satisfies(
            e -> assertThat(e.getReason()).isEqualTo("it has 3072 MB, but at most 16 are allowed"));
  }

  @Test
  void whatHasNoSizeIsReadAndLimitedAllTheSame() throws IOException {
    Path status = Path.of("/proc/self/status");

    assertThat(RegularFile.read(status, RegularFile.MAX_PEM)).asString().contains("Pid:");
    assertThatExceptionOfType(RegularFile.UnfitException.class)
        .isThrownBy(() -> RegularFile.read(status, 10));
  }

  @Test
  void aSecretsFileIsRefusedForWhatItIsAndForItsSize() throws Exception {
    for (Path file :
        new Path[] {Pipes.make(folder.resolve("pipe")), sparse(3L * 1024 * 1024 * 1024)}) {
      AtomicFile atomic = new AtomicFile(file);
      assertThatExceptionOfType(Failure.class)
          .isThrownBy(atomic::read)
          .withMessageContaining(file.toString())
          .withMessageContaining("secrets.admin")
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SECRETS_FILE));
    }
  }

  @Test
  void whatBecomesAPipeWhileItIsWorkedOnIsNotReplaced() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x: 1");
    AtomicFile atomic = new AtomicFile(file);
    Revision read = atomic.read().revision();
    try (Draft draft = atomic.draft(new byte[] {1})) {
      Files.delete(file);
      Pipes.make(file);
      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() -> draft.commit(read))
          .withMessageContaining("a named pipe");
    }
  }

  private Path sparse(long size) throws IOException {
    Path file = folder.resolve("large");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(size);
    }
    return file;
  }

  private static void refused(Path file, String reason) {
    assertThatExceptionOfType(RegularFile.UnfitException.class)
        .isThrownBy(() -> RegularFile.read(file, 100))
        .satisfies(e -> assertThat(e.getReason()).isEqualTo(reason));
  }
}
