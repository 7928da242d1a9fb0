package dev.giteadrone.doctor;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.config.InvalidConfig;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Identity;
import dev.giteadrone.io.FileNameEncoding;
import dev.giteadrone.io.OpenPath;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.result.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Examines this machine, the files and both servers, all of it side by side. It changes nothing,
 * and needs neither credentials nor a host that is set up.
 */
public final class Doctor {
  private final DoctorOptions options;
  private final Map<String, String> environment;
  private final Path directory;

  /**
   * Nothing is examined yet.
   *
   * @param environment the variables of the operator
   * @param directory where the operator is
   */
  public Doctor(DoctorOptions options, Map<String, String> environment, Path directory) {
    this.options = options;
    this.environment = Map.copyOf(environment);
    this.directory = directory;
  }

  /** All findings, in a fixed order. Ends at the time limit, or soon after. */
  public List<Section> examine() {
    SideBySide side = new SideBySide(options.limit());
    List<Supplier<Section>> sections = new ArrayList<>();
    sections.add(machine(side));
    try {
      Desired desired = ConfigFile.load(options.config(), environment, options.allowPlainHttp());
      sections.addAll(host(desired, side));
    } catch (InvalidConfig e) {
      sections.add(() -> new Section("files", unusable(e)));
    }
    return sections.stream().map(Supplier::get).toList();
  }

  private Supplier<Section> machine(SideBySide side) {
    Machine machine = new Machine(environment, directory, side.deadline());
    Programs programs = new Programs(machine);
    Keys keys = new Keys(machine);
    List<SideBySide.Examination<List<Finding>>> started =
        List.of(
            side.start("sops", () -> List.of(programs.sops())),
            side.start("git", () -> List.of(programs.git())),
            side.start("ssh", () -> List.of(programs.ssh())),
            side.start("docker", () -> List.of(DockerCheck.of(machine))),
            side.start("age key", keys::findings));
    return () -> {
      List<Finding> all = new ArrayList<>();
      all.add(Finding.ok("program", options.program()));
      all.add(Programs.java());
      all.add(Programs.system());
      all.add(FileNames.encoding(FileNameEncoding.ofProcess()));
      all.addAll(ended(started));
      return new Section("this machine", all);
    };
  }

  /** What the configuration names. */
  private List<Supplier<Section>> host(Desired desired, SideBySide side) {
    NetworkOptions reach = desired.reach();
    Map<String, String> children = new HashMap<>(environment);
    children.keySet().removeAll(reach.variables());
    Machine machine = new Machine(Map.copyOf(children), directory, side.deadline());
    Path folder = Objects.requireNonNullElse(desired.source().getParent(), directory);
    HttpSettings settings =
        new HttpSettings(options.allowPlainHttp(), options.caCertificate(), reach);

    ServerCheck gitea =
        ServerCheck.start(Identity.Kind.GITEA, desired.gitea().url(), settings, side);
    ServerCheck drone =
        ServerCheck.start(Identity.Kind.DRONE, desired.drone().url(), settings, side);
    SideBySide.Examination<List<Finding>> cli =
        side.start("cli", () -> List.of(new SshCheck(machine).of(desired.gitea().cli(), folder)));
    List<SideBySide.Examination<List<Finding>>> files = new ArrayList<>();
    SecretsFiles secrets = new SecretsFiles(machine);
    SecretsFiles.of(desired.secrets())
        .forEach((label, file) -> files.add(side.start(label, () -> secrets.examine(label, file))));
    return List.of(
        () -> {
          List<Finding> all = new ArrayList<>();
          all.add(Finding.ok("config", desired.source().toString()));
          all.addAll(ended(files));
          OpenPath.among(SecretsFiles.of(desired.secrets()).values()).stream()
              .map(open -> open.from(folder))
              .forEach(open -> all.add(Finding.warning("open", open.seen(), open.next())));
          all.addAll(certificates(reach));
          return new Section("files", all);
        },
        () -> {
          List<Finding> all = new ArrayList<>(gitea.findings());
          all.addAll(ended(List.of(cli)));
          return new Section(gitea.title(), all);
        },
        () -> new Section(drone.title(), drone.findings()));
  }

  /** The operator's own certificates. */
  private List<Finding> certificates(NetworkOptions reach) {
    Map<String, Optional<Path>> files = new LinkedHashMap<>();
    files.put("--ca-cert", options.caCertificate());
    files.put("http.ca", reach.caCertificate());
    files.put(
        "client cert", reach.certificate().map(NetworkOptions.ClientCertificate::certificate));
    List<Finding> all = new ArrayList<>();
    files.forEach(
        (label, file) -> file.ifPresent(pem -> all.add(Certificate.of(label, pem, Instant.now()))));
    return all;
  }

  private static List<Finding> ended(List<SideBySide.Examination<List<Finding>>> started) {
    List<Finding> all = new ArrayList<>();
    for (SideBySide.Examination<List<Finding>> one : started) {
      SideBySide.Result<List<Finding>> result = one.result();
      all.addAll(result.found().orElse(List.of()));
      result.failure().ifPresent(all::add);
    }
    return all;
  }

  private List<Finding> unusable(InvalidConfig e) {
    if (!options.named() && Files.notExists(options.config())) {
      return List.of(
          Finding.warning(
              "config",
              "there is no " + options.config() + ", so files and servers are not examined",
              "gitea-drone init creates it; or name it with --config"));
    }
    List<Finding> all = new ArrayList<>();
    for (Problem problem : e.problems()) {
      all.add(Finding.bad("config", problem.summary() + ": " + problem.seen(), problem.next()));
    }
    all.add(Finding.skipped("servers", "not examined (config)"));
    return all;
  }
}
