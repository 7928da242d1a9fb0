package dev.giteadrone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own behind a pseudo terminal, and somebody who types. */
final class Terminal implements AutoCloseable {
  /** The process's temporary folder, beside the one it works in. */
  static final String TEMPORARY = "tmp";

  private final Process process;
  private final OutputStream keyboard;
  private final StringBuilder screen = new StringBuilder();
  private final Thread reader;
  private int seen;

  private Terminal(Process process) {
    this.process = process;
    this.keyboard = process.getOutputStream();
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /** Starts it in {@code folder}. {@code script} of util-linux makes the terminal. */
  static Terminal start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    if (!Files.isExecutable(Path.of("/usr/bin/script"))) {
      throw new AssertionError("no /usr/bin/script; apt-get install bsdutils");
    }
    List<String> java =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolveSibling(TEMPORARY)),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    java.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder("script", "-q", "-e", "-c", "exec \"$PROGRAM\"", "/dev/null")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    // A build in the background ignores Ctrl-C, and its children would, too; and
    // the command line is too long for one argument on some systems: a script file holds it.
    Path program = Files.createTempFile(folder.resolveSibling(".").normalize(), "program", ".sh");
    StringBuilder text = new StringBuilder("#!/bin/sh\nexec env --default-signal=INT");
    java.forEach(word -> text.append(" '").append(word.replace("'", "'\\''")).append('\''));
    Files.writeString(program, text.append('\n'));
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("cannot be made executable: " + program);
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("PROGRAM", program.toString());
    builder.environment().put("TERM", "xterm");
    builder.environment().put("NO_COLOR", "1");
    builder.environment().put("SHELL", "/bin/sh");
    return new Terminal(builder.start());
  }

  /** Waits until the screen shows it, after all that was waited for before. */
  Terminal sees(String text) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      synchronized (screen) {
        int at = screen.indexOf(text, seen);
        if (at >= 0) {
          seen = at + text.length();
          return this;
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError("\"" + text + "\" is not to be seen in:\n" + text());
  }

  /** Types a line. */
  Terminal types(String line) throws IOException {
    return presses(line + "\n");
  }

  /** Presses keys. */
  Terminal presses(String keys) throws IOException {
    keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
    return this;
  }

  /** Waits for its end; its exit code. */
  int end() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end:\n" + text());
    }
    reader.join();
    return process.exitValue();
  }

  /** All that was shown. */
  String text() {
    synchronized (screen) {
      return screen.toString().replace("\r\n", "\n");
    }
  }

  private void read() {
    byte[] some = new byte[8192];
    try (InputStream in = process.getInputStream()) {
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        synchronized (screen) {
          screen.append(new String(some, 0, count, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      // It has ended.
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
