package dev.giteadrone.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output, which remembers why something could not be written. */
public final class StandardOutput extends PrintStream {
  private final Watched watched;
  private final Path link;

  /** Standard output of this process. */
  public StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out), Path.of("/proc/self/fd/1"));
  }

  /**
   * Another stream in its place.
   *
   * @param link where Linux says what the stream is
   */
  StandardOutput(OutputStream out, Path link) {
    this(new Watched(out), link);
  }

  private StandardOutput(Watched watched, Path link) {
    // The glyphs are UTF-8 whatever the locale is called.
    super(watched, true, StandardCharsets.UTF_8);
    this.watched = watched;
    this.link = link;
  }

  /**
   * Why something was lost, such as a full disk. Empty if nothing was, or if the reader of a pipe
   * has ended: it has read what it wanted.
   */
  public Optional<String> lost() {
    flush();
    return Optional.ofNullable(watched.failure).filter(failure -> !isPipe());
  }

  private boolean isPipe() {
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("pipe:") || target.startsWith("socket:");
    } catch (IOException | UnsupportedOperationException e) {
      return true; // Then nobody knows.
    }
  }

  private static final class Watched extends FilterOutputStream {
    private volatile @Nullable String failure;

    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = String.valueOf(e.getMessage());
        throw e;
      }
    }
  }
}
