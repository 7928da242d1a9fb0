package dev.giteadrone.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StandardOutputTest {
  @TempDir private Path folder;

  private Path link(String target) throws IOException {
    return Files.createSymbolicLink(folder.resolve("1"), Path.of(target));
  }

  private static OutputStream failing(String why) {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        throw new IOException(why);
      }
    };
  }

  @Test
  void writesUtf8() throws IOException {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    StandardOutput out = new StandardOutput(seen, link("/a/file"));

    out.println("✔");

    assertThat(seen.toString(StandardCharsets.UTF_8)).isEqualTo("✔" + System.lineSeparator());
    assertThat(out.lost()).isEmpty();
  }

  @Test
  void aFullDiskIsRemembered() throws IOException {
    StandardOutput out = new StandardOutput(failing("No space left on device"), link("/a/file"));

    out.println("text");

    assertThat(out.lost()).contains("No space left on device");
  }

  @Test
  void aReaderThatHasEndedLosesNothing() throws IOException {
    StandardOutput out = new StandardOutput(failing("Broken pipe"), link("pipe:[1]"));

    out.println("text");

    assertThat(out.lost()).isEmpty();
  }
}
