package dev.giteadrone.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.giteadrone.model.result.Failure;
import dev.giteadrone.time.Deadline;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerProcessTest {
  @TempDir private Path folder;

  @Test
  void aTakenPortIsNamedAndNothingIsStarted() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ServerProcess server =
          new ServerProcess(
              new ServerProcess.Blueprint(
                  "gitea",
                  List.of(),
                  List.of((InetSocketAddress) other.getLocalSocketAddress()),
                  () -> Launch.of(List.of("/bin/sleep", "60"), Map.of(), folder),
                  Readiness.always(),
                  Duration.ofSeconds(5),
                  Duration.ZERO,
                  new LogTail(folder.resolve("log"), List::of)));

      Failure failure =
          catchThrowableOfType(
              Failure.class, () -> server.start(Deadline.in(Duration.ofSeconds(5))));

      assertThat(failure.problem().check()).isEqualTo("sandbox.port");
      assertThat(failure.problem().toString())
          .contains("starting gitea on 127.0.0.1:" + other.getLocalPort(), "ss -ltnp");
      assertThat(server.pid()).isEmpty();
    }
  }
}
