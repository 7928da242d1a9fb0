package dev.giteadrone.sandbox.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Processes that choose ports at the same time, before anybody listens on them. */
final class FreePortsTest {
  private static final int PROCESSES = 8;
  private static final int EACH = 100;

  /** Chooses ports, prints them, and lives until its input ends. */
  static final class Chooser {
    private Chooser() {}

    public static void main(String[] args) throws IOException {
      for (int i = 0; i < EACH; i++) {
        System.out.println(FreePorts.free(1).getFirst());
      }
      System.out.flush();
      System.in.read();
    }
  }

  @Test
  void noPortIsChosenTwiceByProcessesThatRunAtTheSameTime() throws Exception {
    List<Process> choosers = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        choosers.add(chooser());
      }
      for (Process chooser : choosers) {
        BufferedReader lines = chooser.inputReader(StandardCharsets.UTF_8);
        for (int i = 0; i < EACH; i++) {
          ports.add(lines.readLine());
        }
      }
    } finally {
      for (Process chooser : choosers) {
        chooser.destroyForcibly().waitFor();
      }
    }
    assertThat(ports).hasSize(PROCESSES * EACH).doesNotHaveDuplicates().doesNotContainNull();
  }

  @Test
  void aPortOnWhichSomebodyListensIsNotChosen() throws Exception {
    int port = FreePorts.free(1).getFirst();
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));

      for (int i = 0; i < 2 * PortBlock.SIZE; i++) {
        assertThat(FreePorts.free(1)).doesNotContain(port);
      }
    }
  }

  @Test
  void aPortIsChosenAgainOnlyAfterAllOthers() throws Exception {
    assertThat(FreePorts.free(EACH)).hasSize(EACH).doesNotHaveDuplicates();
    assertThatThrownBy(() -> FreePorts.free(PortBlock.SIZE + 1))
        .hasMessageContaining("fewer than 120 ports are free in ports 2");
  }

  private static Process chooser() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Chooser.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
