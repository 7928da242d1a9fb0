package dev.giteadrone.sandbox.server;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Spawner;
import dev.giteadrone.sandbox.process.Startable;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The image {@code busybox}. If the daemon does not have it, it is created from this machine's
 * static busybox.
 */
final class BusyboxImage implements Startable {
  private static final Case NO_BUSYBOX = Case.of(ProblemId.SANDBOX_IMAGE, "no-busybox");
  private static final Case NOT_PACKED = Case.of(ProblemId.SANDBOX_IMAGE, "unpacked");

  private static final List<String> COMMANDS =
      List.of(
          "sh",
          "cat",
          "echo",
          "env",
          "false",
          "hostname",
          "id",
          "ls",
          "mkdir",
          "pwd",
          "rm",
          "sleep",
          "test",
          "true",
          "uname");

  private final Folder folder;
  private final Docker docker;
  private final List<Startable> daemon;
  private boolean imported;

  BusyboxImage(Folder folder, Docker docker, List<Startable> daemon) {
    this.folder = folder;
    this.docker = docker;
    this.daemon = daemon;
  }

  @Override
  public String name() {
    return "image";
  }

  @Override
  public List<Startable> dependencies() {
    return daemon;
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void start(Deadline deadline) {
    if (!docker.isOwn()
        && Docker.succeeds(
            docker.command(List.of("image", "inspect", "busybox")), Duration.ofSeconds(10))) {
      return;
    }
    Path busybox = Tools.find("busybox").orElseThrow(() -> NO_BUSYBOX.failure());
    try {
      Path tar = archive(busybox, deadline);
      Spawner.run(
          "importing the image busybox",
          docker.command(List.of("import", tar.toString(), "busybox")),
          log().orElseThrow(),
          deadline);
      imported = true;
      Files.delete(tar);
    } catch (IOException e) {
      throw NOT_PACKED.failure(e);
    }
  }

  @Override
  public Poller.Poll<String> look() {
    return Poller.Poll.done("busybox");
  }

  @Override
  public void stop() {
    if (imported && !docker.isOwn()) {
      Docker.succeeds(docker.command(List.of("image", "rm", "busybox")), Duration.ofSeconds(10));
    }
    imported = false;
  }

  @Override
  public Optional<LogTail> log() {
    return Optional.of(new LogTail(folder.log("image"), List::of));
  }

  private Path archive(Path busybox, Deadline deadline) throws IOException {
    Path root = Files.createTempDirectory(folder.run(), "image");
    Path bin = Files.createDirectories(root.resolve("bin"));
    Folder.mode(root, "rwxr-xr-x");
    Folder.mode(Files.createDirectories(root.resolve("tmp")), "rwxrwxrwx");
    Folder.mode(Files.copy(busybox.toRealPath(), bin.resolve("busybox")), "rwxr-xr-x");
    for (String command : COMMANDS) {
      Files.createSymbolicLink(bin.resolve(command), Path.of("busybox"));
    }
    Path tar = folder.run().resolve("busybox.tar");
    Spawner.run(
        "packing the image busybox",
        Launch.of(
            List.of("tar", "-C", root.toString(), "-cf", tar.toString(), "."),
            Map.of("PATH", Tools.path()),
            folder.root()),
        log().orElseThrow(),
        deadline);
    Folder.delete(root);
    return tar;
  }
}
