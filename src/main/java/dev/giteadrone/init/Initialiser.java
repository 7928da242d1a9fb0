package dev.giteadrone.init;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.init.InitPlan.Item;
import dev.giteadrone.init.keys.HostScan;
import dev.giteadrone.init.keys.Operator;
import dev.giteadrone.init.keys.OperatorKeys;
import dev.giteadrone.init.keys.Recipient;
import dev.giteadrone.init.rules.PlainFile;
import dev.giteadrone.io.AtomicFile;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.secrets.CreationRules;
import dev.giteadrone.secrets.SopsProgram;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates a folder that can be deployed, from a domain and a user name. First all questions are
 * asked and all results are tested. Then the files are written one after the other, so that the
 * next run can complete a run that was killed.
 */
public final class Initialiser {
  private static final Case YOURS = Case.of(ProblemId.INIT_HOST, "yours", "recipient");

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration EACH_CALL = Duration.ofSeconds(30);

  private final Map<String, String> environment;
  private final Subprocess subprocess;
  private final ConfigCheck check;
  private final OperatorKeys operatorKeys;
  private final HostKeys hostKeys;

  /** Creates one that uses this environment. */
  public Initialiser(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    this.subprocess = new Subprocess(new Timeline(), this.environment);
    this.check = new ConfigCheck(this.environment);
    this.operatorKeys = new OperatorKeys(this.environment, subprocess);
    this.hostKeys = new HostKeys(new HostScan(subprocess, this.environment, PATIENCE));
  }

  /**
   * Checks that the programs are there which are needed after the questions.
   *
   * @throws Failure if sops is missing, or age although a key must be created
   */
  public void requirePrograms(InitRequest request) {
    SopsProgram.require(SopsProgram.from(environment));
    boolean given = request.has(InitFlag.OPERATOR_KEY) || request.has(InitFlag.OPERATOR_PGP);
    if (!given && operatorKeys.atHand().isEmpty()) {
      operatorKeys.requireMaker();
    }
  }

  /**
   * Plans the files. Writes nothing.
   *
   * @param prompt empty if no questions can be asked
   * @throws Failure with USAGE if something is missing, wrong, or contradicts an existing file;
   *     with SECRETS_FILE if an existing file cannot be used; with UNREACHABLE if a host does not
   *     answer
   */
  public InitPlan plan(InitRequest request, Optional<Prompt> prompt) {
    InitFlagValidator.requireConsistent(request);
    Path config = request.folder().resolve(ConfigFile.DEFAULT_NAME);
    Optional<Desired> existing = existing(request, config);
    InitRequest known =
        existing.map(desired -> InitFlagValidator.withHost(request, desired)).orElse(request);
    boolean keys =
        existing.map(Initialiser::encrypts).orElse(true)
            || InitFlagValidator.host(request)
            || (InitFlagValidator.host(known)
                && (InitFlagValidator.operator(known) || !operatorKeys.atHand().isEmpty()));
    InitRequest all = complete(known, new Interview.Needs(existing.isEmpty(), keys), prompt);
    existing.ifPresent(desired -> InitFlagValidator.requireSame(all, desired, check));
    Desired desired = existing.orElseGet(() -> check.desired(all));
    List<Item> items = new ArrayList<>();
    items.add(configItem(config, existing.isPresent(), all));
    Secrets secrets =
        new Secrets(desired, subprocess, Initialiser::soon, SopsProgram.from(environment));
    if (!keys) {
      return secrets.kept(items);
    }
    Operator operator = operator(all, desired);
    Recipient host = new Recipient.Age(all.get(InitFlag.HOST_RECIPIENT).orElseThrow());
    if (host.equals(operator.key())) {
      throw YOURS.failure(host.value());
    }
    operator.made().ifPresent(made -> items.addFirst(keyItem(operator)));
    Rules rules =
        new Rules(new CreationRules(subprocess, Initialiser::soon, SopsProgram.from(environment)));
    return secrets.plan(items, rules, operator, host);
  }

  /** The request with the host's recipient. */
  private InitRequest complete(
      InitRequest request, Interview.Needs needs, Optional<Prompt> prompt) {
    InitRequest all = new Interview(check, operatorKeys, hostKeys).complete(request, needs, prompt);
    if (needs.config()) {
      check.desired(all);
    }
    return needs.keys() ? all.with(InitFlag.HOST_RECIPIENT, hostKeys.recipient(all)) : all;
  }

  /** Writes what was planned, each file atomically. */
  public void write(InitPlan plan) {
    plan.items().forEach(item -> item.write().run());
  }

  /** The next commands for the user. */
  public List<String> next(InitPlan plan, Path directory) {
    return new NextCommands(subprocess, Initialiser::soon).of(plan, directory);
  }

  private Optional<Desired> existing(InitRequest request, Path config) {
    if (!Files.exists(config)) {
      return Optional.empty();
    }
    Desired desired = ConfigFile.load(config, environment, request.allowPlainHttp());
    InitFlagValidator.requireSame(request, desired, check);
    return Optional.of(desired);
  }

  /** Whether one of the sops files does not exist yet. */
  private static boolean encrypts(Desired desired) {
    return !Files.exists(desired.secrets().host().file())
        || !Files.exists(desired.secrets().admin());
  }

  private static Deadline soon() {
    return Deadline.in(EACH_CALL);
  }

  private Item configItem(Path config, boolean exists, InitRequest request) {
    if (exists) {
      return Item.kept("config", config, "kept");
    }
    String text = ConfigText.of(Answers.of(request));
    return new Item(
        Change.CREATED,
        "config",
        config,
        request.has(InitFlag.DOMAIN)
            ? "for " + request.get(InitFlag.DOMAIN).orElseThrow()
            : "for " + Answers.of(request).giteaUrl(),
        () -> PlainFile.create(config, text));
  }

  private Item keyItem(Operator operator) {
    Path file = operatorKeys.defaultFile();
    return new Item(
        Change.CREATED,
        "key",
        file,
        operator.key().value() + ", only for you; keep a copy of the file in a safe place",
        () ->
            new AtomicFile(file)
                .replace(
                    operator.made().orElseThrow().reveal().getBytes(StandardCharsets.UTF_8),
                    Revision.ABSENT));
  }

  private Operator operator(InitRequest request, Desired desired) {
    Optional<String> pgp = request.get(InitFlag.OPERATOR_PGP);
    if (pgp.isPresent()) {
      return new Operator(
          new Recipient.Pgp(InitFlagValidator.fingerprint(pgp.get())), Optional.empty(), false);
    }
    var atHand = operatorKeys.atHand();
    Optional<String> given = request.get(InitFlag.OPERATOR_KEY);
    if (given.isPresent()) {
      InitFlagValidator.requireRecipient(given.get());
      return new Operator(
          new Recipient.Age(given.get()), Optional.empty(), atHand.contains(given.get()));
    }
    if (!atHand.isEmpty()) {
      // If there are several keys, the one that the repository already uses.
      String rules = PlainFile.textAbove(desired.secrets().host().file(), ".sops.yaml");
      String mine =
          atHand.stream().filter(rules::contains).findFirst().orElse(atHand.iterator().next());
      return new Operator(new Recipient.Age(mine), Optional.empty(), true);
    }
    OperatorKeys.Made made = operatorKeys.make();
    return new Operator(new Recipient.Age(made.recipient()), Optional.of(made.file()), true);
  }
}
