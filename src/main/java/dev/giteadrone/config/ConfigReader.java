package dev.giteadrone.config;

import dev.giteadrone.config.Section.Value;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.CanaryTarget;
import dev.giteadrone.model.desired.DeployTarget;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.DroneTarget;
import dev.giteadrone.model.desired.GiteaTarget;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.ProblemId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads all sections, with their defaults; problems go to the sections' collector. */
final class ConfigReader {
  private static final Case NO_CLI =
      Problems.message(ProblemId.CONFIG_GITEA_ADMIN_CREATE, "no-cli");
  private static final Case UNKNOWN_RUNNER =
      Problems.message(ProblemId.CONFIG_DRONE_RUNNERS, "unknown", "value", "near", "known");
  private static final Case SAME_RUNNER =
      Problems.message(ProblemId.CONFIG_DRONE_RUNNERS, "twice", "value");
  private static final Case NO_RUNNER = Problems.message(ProblemId.CONFIG_DRONE_RUNNERS, "empty");
  private static final Case NO_DEPLOY =
      Problems.message(ProblemId.CONFIG_DEPLOY_COMMAND, "missing");
  private static final Case NO_DURATION =
      Problems.message(ProblemId.CONFIG_DEPLOY_TIMEOUT, "no-duration", "value");
  private static final Case NO_PROGRAM =
      Problems.message(ProblemId.CONFIG_SYNTAX, "no-program", "example");
  private static final Case NUL = Problems.message(ProblemId.CONFIG_SYNTAX, "nul", "example");
  private static final Case UNKNOWN =
      Problems.message(ProblemId.CONFIG_SYNTAX, "unknown", "value", "near", "known");
  private static final Case INVALID =
      Problems.message(ProblemId.CONFIG_SYNTAX, "invalid", "seen", "example");

  private static final Duration DEPLOY_TIMEOUT = Duration.ofMinutes(15);
  private static final Duration DEPLOY_TIMEOUT_MAX = Duration.ofDays(1);

  private final Path file;
  private final Map<String, String> environment;
  private final Tokens tokens;
  private final Problems problems;
  private final Urls urls;

  ConfigReader(
      Path file,
      Map<String, String> environment,
      Tokens tokens,
      boolean allowPlainHttp,
      Problems problems) {
    this.file = file;
    this.environment = environment;
    this.tokens = tokens;
    this.problems = problems;
    this.urls = new Urls(allowPlainHttp);
  }

  /** The desired state; empty only if a problem was reported. */
  Optional<Desired> read(Section root) {
    Optional<GiteaTarget> gitea = gitea(root.section("gitea"));
    Optional<DroneTarget> drone = drone(root.section("drone"));
    Path folder = Optional.ofNullable(file.getParent()).orElse(file);
    var secrets = new SecretsReader(folder).read(root.section("secrets"));
    DeployTarget deploy = deploy(root.section("deploy"), folder);
    CanaryTarget canary = canary(root.section("verify").section("canary"));
    List<URI> servers =
        Stream.concat(gitea.map(GiteaTarget::url).stream(), drone.map(DroneTarget::url).stream())
            .toList();
    NetworkOptions reach =
        new ReachReader(folder, environment, servers, problems).read(root.section("http"));
    root.finish();
    if (gitea.isEmpty() || drone.isEmpty() || secrets.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Desired(file, gitea.get(), drone.get(), secrets.get(), deploy, canary, reach));
  }

  private Optional<GiteaTarget> gitea(Section section) {
    Optional<URI> url = urls.read(section, "url", "https://git.example.org", true);
    Section admin = section.section("admin");
    Optional<String> username =
        valid(admin, admin.required("username", "my-admin"), Names::wrongUser, "my-admin");
    Optional<Value> given = admin.text("email", "me@example.org");
    Optional<String> email = valid(admin, given, Names::wrongEmail, "me@example.org");
    AdminCreation way = way(admin);
    Optional<List<String>> cli =
        command(admin, "cli", "[ssh, deploy@git.example.org, sudo, -n, gitea-drone-admin]");
    if (way == AdminCreation.CLI && cli.isEmpty()) {
      admin.reject("create", NO_CLI);
    }
    if (url.isEmpty() || username.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new GiteaTarget(
            url.get(),
            username.get(),
            email.orElse(username.get() + "@" + mailHost(url.get())),
            way,
            cli.orElse(List.of()),
            tokens.gitea()));
  }

  /** Gitea does not accept an IPv6 address as the host of an e-mail address. */
  private static String mailHost(URI url) {
    return url.getHost().startsWith("[") ? "localhost" : url.getHost();
  }

  private static AdminCreation way(Section admin) {
    return choice(admin, "create", Arrays.asList(AdminCreation.values()), AdminCreation::label)
        .orElse(AdminCreation.AUTO);
  }

  private Optional<DroneTarget> drone(Section section) {
    Optional<URI> url = urls.read(section, "url", "https://drone.example.org", false);
    Set<RunnerType> runners = runners(section);
    Section oauth = section.section("oauth");
    Optional<String> name =
        valid(oauth, oauth.text("name", "Drone"), ConfigReader::wrongAppName, "Drone");
    return url.map(u ->
        new DroneTarget(
            u, runners, name.orElse("Drone (" + Urls.authority(u) + ")"), tokens.drone()));
  }

  private static Optional<String> wrongAppName(String name) {
    return name.length() > 255 || name.chars().anyMatch(Character::isISOControl)
        ? Optional.of("longer than 255 characters, or of more than one line")
        : Optional.empty();
  }

  private static Set<RunnerType> runners(Section section) {
    Set<RunnerType> runners = EnumSet.noneOf(RunnerType.class);
    Optional<List<Value>> words = section.list("runners", "[docker, exec]");
    if (words.isEmpty()) {
      return EnumSet.allOf(RunnerType.class);
    }
    Map<String, RunnerType> types = new LinkedHashMap<>();
    Arrays.stream(RunnerType.values()).forEach(type -> types.put(type.label(), type));
    for (Value word : words.get()) {
      RunnerType type = types.get(word.text());
      if (type == null) {
        unknown(section, word, UNKNOWN_RUNNER, List.copyOf(types.keySet()));
      } else if (!runners.add(type)) {
        section.reject(word, SAME_RUNNER, word.text());
      }
    }
    if (words.get().isEmpty()) {
      section.reject("runners", NO_RUNNER);
    }
    return runners;
  }

  private static DeployTarget deploy(Section section, Path folder) {
    Optional<List<String>> command = command(section, "command", "[deploy, .#server]");
    Optional<List<String>> prepare = command(section, "prepare", "[nix, build, .#server]");
    Optional<List<String>> restart = command(section, "restart", "[ssh, server, restart-drone]");
    for (String other : List.of("prepare", "restart")) {
      if (section.has(other) && !section.has("command")) {
        section.reject(other, NO_DEPLOY);
      }
    }
    Optional<Value> text = section.text("timeout", "15m");
    Optional<Duration> timeout = text.flatMap(v -> Durations.parse(v.text()));
    timeout = timeout.filter(d -> d.compareTo(DEPLOY_TIMEOUT_MAX) <= 0);
    if (text.isPresent() && timeout.isEmpty()) {
      section.reject(text.get(), NO_DURATION, text.get().text());
    }
    return new DeployTarget(
        command.orElse(List.of()),
        prepare.orElse(List.of()),
        restart.orElse(List.of()),
        folder,
        timeout.orElse(DEPLOY_TIMEOUT));
  }

  private static CanaryTarget canary(Section section) {
    Optional<Value> repository = section.text("repository", "gitea-drone-canary");
    Optional<Value> image = section.text("image", "busybox");
    Optional<String> pull =
        choice(section, "pull", List.of("always", "if-not-exists", "never"), word -> word);
    return new CanaryTarget(
        valid(section, repository, Names::wrongRepository, "gitea-drone-canary")
            .orElse("gitea-drone-canary"),
        valid(section, image, Names::wrongImage, "busybox").orElse("busybox"),
        section.bool("clone").orElse(true),
        pull.orElse("if-not-exists"),
        choice(section, "arch", List.of("amd64", "arm64"), word -> word)
            .orElse(CanaryTarget.USUAL_ARCH));
  }

  private static Optional<List<String>> command(Section section, String key, String example) {
    Optional<List<Value>> words = section.list(key, example);
    if (words.isPresent() && (words.get().isEmpty() || words.get().getFirst().text().isBlank())) {
      section.reject(key, NO_PROGRAM, example);
      return Optional.empty();
    }
    if (words.isPresent() && words.get().stream().anyMatch(w -> w.text().indexOf('\0') >= 0)) {
      section.reject(key, NUL, example);
      return Optional.empty();
    }
    return words
        .filter(list -> list.stream().allMatch(section::isUsableName))
        .map(list -> list.stream().map(Value::text).toList());
  }

  /** One of the given words, if the key is there. */
  static <T> Optional<T> choice(
      Section section, String key, List<T> all, Function<T, String> label) {
    List<String> words = all.stream().map(label).toList();
    Optional<Value> value = section.text(key, words.getFirst());
    int at = value.map(v -> words.indexOf(v.text())).orElse(-1);
    if (value.isPresent() && at < 0) {
      unknown(section, value.get(), UNKNOWN, words);
    }
    return at < 0 ? Optional.empty() : Optional.of(all.get(at));
  }

  private static void unknown(Section section, Value value, Case message, List<String> words) {
    section.reject(
        value,
        message,
        value.text(),
        Nearest.to(value.text(), words).orElse(""),
        String.join(", ", words));
  }

  private static Optional<String> valid(
      Section section,
      Optional<Value> value,
      Function<String, Optional<String>> wrong,
      String example) {
    Optional<String> seen = value.flatMap(v -> wrong.apply(v.text()));
    if (seen.isPresent()) {
      section.reject(value.orElseThrow(), INVALID, seen.get(), example);
      return Optional.empty();
    }
    return value.map(Value::text);
  }
}
