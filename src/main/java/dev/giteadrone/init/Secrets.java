package dev.giteadrone.init;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.init.InitPlan.Item;
import dev.giteadrone.init.keys.Operator;
import dev.giteadrone.init.keys.Recipient;
import dev.giteadrone.io.AtomicFile;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.secrets.Recipients;
import dev.giteadrone.secrets.SopsAdminFile;
import dev.giteadrone.secrets.SopsHostFile;
import dev.giteadrone.time.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Plans the rules of sops and the two files that are encrypted by them. */
final class Secrets {
  private static final Case EXPOSED = Case.of(ProblemId.SOPS_RECIPIENTS, "exposed", "file", "host");
  private static final Case LAYOUT = Case.of(ProblemId.SECRETS_COMPLETE, "layout", "file");
  private static final Case NOT_ENCRYPTED = Case.of(ProblemId.SOPS_ENCRYPTED, "kept", "file");

  private final Desired desired;
  private final Subprocess subprocess;
  private final Supplier<Deadline> deadline;
  private final String sops;
  private final Path adminFile;
  private final Path hostFile;
  private final List<String> warnings = new ArrayList<>();
  private final List<Path> updatekeys = new ArrayList<>();
  private boolean filled;

  Secrets(Desired desired, Subprocess subprocess, Supplier<Deadline> deadline, String sops) {
    this.desired = desired;
    this.subprocess = subprocess;
    this.deadline = deadline;
    this.sops = sops;
    this.adminFile = desired.secrets().admin();
    this.hostFile = desired.secrets().host().file();
  }

  /** If both files exist and no key was given, nothing is checked. */
  InitPlan kept(List<Item> items) {
    requireEncrypted(adminFile, Recipients.of(adminFile));
    requireEncrypted(hostFile, Recipients.of(hostFile));
    items.add(Item.kept("admin", adminFile, "kept"));
    items.add(Item.kept("secrets", hostFile, "kept"));
    return new InitPlan(desired, items, List.of(), warnings, updatekeys, false);
  }

  /** The remaining items after {@code items}. */
  InitPlan plan(List<Item> items, Rules rules, Operator operator, Recipient host) {
    Item admin = admin(operator, host);
    Item secrets = secrets(operator, host);
    Rules.Decision decision =
        rules.decide(
            new Rules.Wanted(
                desired.deploy().directory(),
                new AtomicFile(adminFile).target(),
                new AtomicFile(hostFile).target(),
                key(),
                operator.key(),
                host));
    if (decision.exposed()) {
      warnings.add(
          "a rule in "
              + decision.file().getFileName()
              + " would let the host read "
              + adminFile.getFileName()
              + ": the new one comes before it");
    }
    if (!decision.others().isEmpty()) {
      warnings.add(
          adminFile.getFileName()
              + " is, by your rules, also for "
              + String.join(", ", decision.others()));
    }
    if (!operator.atHand()) {
      warnings.add("your key is not on this machine, so this was not tested");
    }
    items.add(decision.item());
    items.add(admin);
    items.add(secrets);
    return new InitPlan(desired, items, decision.diff(), warnings, updatekeys, filled);
  }

  private Item admin(Operator operator, Recipient host) {
    if (!Files.exists(adminFile)) {
      return new Item(
          Change.CREATED,
          "admin",
          adminFile,
          "for you: " + operator.key().value(),
          () ->
              adminSops()
                  .create(
                      AdminRecord.EMPTY.with(AdminKey.USERNAME, desired.gitea().username()),
                      operator.atHand()));
    }
    KeyGroups recipients = Recipients.of(adminFile);
    requireEncrypted(adminFile, recipients);
    if (recipients.readableWith(host::is)) {
      throw EXPOSED.failure(adminFile, host.value());
    }
    if (!recipients.readableWith(operator.key()::is)) {
      warnings.add("you cannot decrypt " + adminFile.getFileName() + ", which is kept");
    }
    return Item.kept("admin", adminFile, "kept");
  }

  private Item secrets(Operator operator, Recipient host) {
    if (!Files.exists(hostFile)) {
      requireKeyLayout();
      return new Item(
          Change.CREATED,
          "secrets",
          hostFile,
          "for you and the host: " + host.value(),
          () -> hostSops().create(Secret.random(32), operator.atHand()));
    }
    KeyGroups recipients = Recipients.of(hostFile);
    requireEncrypted(hostFile, recipients);
    if (!recipients.readableWith(host::is)) {
      warnings.add("the host cannot decrypt " + hostFile.getFileName() + " yet: " + host.value());
      updatekeys.add(hostFile);
    }
    boolean readable = recipients.readableWith(operator.key()::is);
    if (!readable) {
      warnings.add("you cannot decrypt " + hostFile.getFileName() + ", which is kept");
    }
    return Item.kept("secrets", hostFile, readable && operator.atHand() ? content() : "kept");
  }

  /** Describes which variables of Drone the file has, and which bootstrap will add. */
  private String content() {
    Set<Variable> has = hostSops().read().value().values().keySet();
    String lacks =
        Arrays.stream(Variable.values())
            .filter(variable -> !has.contains(variable))
            .map(Variable::name)
            .collect(Collectors.joining(", "));
    filled = lacks.isEmpty();
    return filled ? "kept" : "kept; bootstrap adds " + lacks;
  }

  private SopsAdminFile adminSops() {
    return new SopsAdminFile(adminFile, subprocess, deadline, sops);
  }

  private SopsHostFile hostSops() {
    return new SopsHostFile(desired.secrets().host(), subprocess, deadline, sops);
  }

  private String key() {
    return desired.secrets().host().layout() instanceof SecretsLayout.DotenvKey text
        ? text.key()
        : Answers.KEY;
  }

  private void requireKeyLayout() {
    boolean flat =
        desired.secrets().host().layout() instanceof SecretsLayout.DotenvKey text
            && !text.key().contains(".");
    if (!flat) {
      throw LAYOUT.failure(hostFile);
    }
  }

  private static void requireEncrypted(Path file, KeyGroups recipients) {
    if (recipients.keys().isEmpty()) {
      throw NOT_ENCRYPTED.failure(file);
    }
  }
}
