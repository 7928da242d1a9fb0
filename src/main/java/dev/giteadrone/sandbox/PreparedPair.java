package dev.giteadrone.sandbox;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.server.Edition;
import dev.giteadrone.sandbox.server.GiteaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The data of a Gitea and a Drone that work together. They are created once for each build of the
 * two servers and kept in the cache. Each sandbox gets a copy and replaces every secret in it, so
 * the secrets in the cache do not open any running server.
 *
 * @param folder with {@code gitea}, {@code drone}, the operator's key and the admin file
 */
record PreparedPair(Path folder, Programs programs) {
  private static final Case UNWRITABLE =
      Case.of(ProblemId.SANDBOX_FOLDER, "prepared", "folder", "error");
  private static final Case UNWIRED = Case.of(ProblemId.SANDBOX, "unwired", "checks", "logs");

  /** Must change whenever the format of the kept data changes. */
  private static final String FORMAT = "1";

  private static final String KEY = "operator.txt";
  private static final String ADMIN = "gitea-admin.yaml";

  /**
   * Files that are not copied: they contain the addresses of the prepared servers, or each start
   * creates them.
   */
  private static final List<String> NOT_KEPT = List.of("app.ini", "tmp", "log", "jwt");

  /** Whether a copy of a prepared pair fits these options. */
  static boolean serves(SandboxOptions options) {
    return options.profile() != Profile.REFERENCE
        && options.drones() == 1
        && options.edition() == Edition.ENTERPRISE
        && options.secrets().isEmpty();
  }

  /**
   * The pair for these builds of Gitea and Drone. If it is not in the cache, it is prepared now. If
   * another process is preparing it, waits for that.
   *
   * @throws Failure if the servers do not start or do not work together
   */
  static PreparedPair of(SandboxOptions options, Programs programs, Progress progress) {
    SandboxOptions alone =
        SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC)).withAdmin(options.admin());
    programs.ensure(SandboxParts.needed(alone, programs), progress);
    try {
      Path ready = place(options.admin(), programs);
      Folder.mode(Files.createDirectories(ready.getParent()), "rwx------");
      synchronized (PreparedPair.class) { // A file lock only works between processes.
        try (FileChannel channel =
                FileChannel.open(
                    ready.resolveSibling(ready.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock ignored = channel.lock()) {
          if (!isWhole(ready)) {
            Folder.delete(ready);
            prepare(alone, programs, progress, ready);
          }
          return new PreparedPair(ready, programs);
        }
      }
    } catch (IOException e) {
      throw UNWRITABLE.failure(e, programs.cache(), e.getClass().getSimpleName());
    }
  }

  /** Deletes the pair, so that the next start prepares it again. */
  void discard() {
    try {
      // Moved away first: another process must not find it half deleted.
      Path gone = folder.resolveSibling("discarded-" + GiteaServer.random());
      Folder.delete(Files.move(folder, gone, StandardCopyOption.ATOMIC_MOVE));
    } catch (IOException e) {
      // Another process has discarded it.
    }
  }

  /** Connects the servers of a blank host as an operator does, and proves that a login works. */
  static void bootstrap(Sandbox sandbox) {
    RunOptions options =
        RunOptions.DEFAULT
            .withLevel(Level.LOGIN)
            .withDeployAnyway(true)
            .withCaCertificate(sandbox.caCertificate());
    Map<String, String> environment = new HashMap<>(sandbox.environment());
    // The user who starts the sandbox may have no home folder.
    environment.put("XDG_STATE_HOME", sandbox.description().folder().resolve("run").toString());
    RunReport report =
        Commands.of(
                ConfigFile.load(sandbox.configFile(), Map.of()),
                options,
                Progress.SILENT,
                environment)
            .bootstrap();
    report.requireDone(
        () -> UNWIRED.problemAs("sandbox.wired", report.checks(), sandbox.description().logs()));
  }

  /** Copies the data into the folders of a sandbox whose servers have not been started. */
  void copyTo(SandboxParts parts) {
    Path log = parts.folder().log("snapshots");
    Path gitea = parts.gitea().data();
    Path drone = parts.hosts().getFirst().drone().data();
    Snapshots.copy(content(folder.resolve("gitea")), gitea, log);
    Snapshots.copy(content(folder.resolve("drone")), drone, log);
    own(gitea, parts.around().gitea().account());
    own(drone, parts.around().drones().getFirst().account());
  }

  /** The secrets of the prepared administrator. They work in a copy until it gets its own. */
  AdminRecord admin() {
    return AdminSecrets.read(folder.resolve(ADMIN), folder.resolve(KEY), programs.program("sops"));
  }

  private static boolean isWhole(Path ready) {
    return Stream.of("gitea/gitea.db", "drone/drone.sqlite", KEY, ADMIN)
        .allMatch(name -> Files.isReadable(ready.resolve(name)));
  }

  private static Path place(String admin, Programs programs) throws IOException {
    Path drone = programs.template("drone", programs.program("drone-server"), "");
    Path pair =
        programs.template(
            "pair-" + FORMAT + "-" + admin,
            programs.program(programs.gitea()),
            "-" + drone.getFileName());
    return pair.resolveSibling("wired").resolve(pair.getFileName());
  }

  private static void prepare(
      SandboxOptions options, Programs programs, Progress progress, Path ready) throws IOException {
    Path draft = Files.createTempDirectory(ready.getParent(), "draft-");
    try {
      try (Sandbox blank = Sandbox.start(options, programs, progress)) {
        bootstrap(blank);
        Path state = blank.snapshot().folder();
        for (String name : NOT_KEPT) {
          Folder.delete(state.resolve("gitea").resolve(name));
        }
        Snapshots.copy(
            List.of(
                state.resolve("gitea"),
                state.resolve("drone"),
                blank.operatorKeyFile(),
                blank.adminFile()),
            draft,
            blank.description().logs().resolve("snapshots.log"));
      }
      Files.move(draft, ready, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folder.delete(draft);
    }
  }

  private static List<Path> content(Path folder) {
    try (Stream<Path> content = Files.list(folder)) {
      return content.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void own(Path folder, SystemUser account) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        account.own(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
