package dev.giteadrone.init;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.init.keys.Recipient;
import dev.giteadrone.init.rules.PlainFile;
import dev.giteadrone.init.rules.RulesFile;
import dev.giteadrone.init.rules.RulesText;
import dev.giteadrone.init.rules.RulesText.Rule;
import dev.giteadrone.init.rules.UnifiedDiff;
import dev.giteadrone.io.AtomicFile;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.secrets.CreationRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Decides what the {@code .sops.yaml} needs, so that only the operator can decrypt one file, and
 * the operator and the host the other. The real sops shows what rules mean.
 */
final class Rules {
  private static final Case UNTRUE =
      Case.of(ProblemId.INIT_RULES, "untrue", "file", "admin", "host");

  private final CreationRules sops;

  Rules(CreationRules sops) {
    this.sops = sops;
  }

  /**
   * Creates it for two files.
   *
   * @param folder of the configuration, for a new {@code .sops.yaml} if there is none
   * @param admin the operator's file, with every symbolic link followed
   * @param host the host's file, in the same way
   */
  record Wanted(
      Path folder, Path admin, Path host, String key, Recipient operator, Recipient recipient) {}

  /**
   * The result.
   *
   * @param file the {@code .sops.yaml}
   * @param before the current text
   * @param after the new text; the same if nothing is missing
   * @param added how many rules are added
   * @param others who else could read the operator's file
   * @param exposed whether the existing rules would let the host decrypt it
   */
  record Decision(
      Path file,
      AtomicFile.Content before,
      String after,
      int added,
      List<String> others,
      boolean exposed) {
    String text() {
      return new String(before.bytes(), StandardCharsets.UTF_8);
    }

    /** The item of the plan. */
    InitPlan.Item item() {
      if (!before.revision().exists()) {
        return new InitPlan.Item(
            Change.CREATED,
            "rules",
            file,
            "for these two files; tested with sops",
            () -> PlainFile.create(file, after));
      }
      if (added == 0) {
        return InitPlan.Item.kept("rules", file, "kept; they have what is needed");
      }
      return new InitPlan.Item(
          Change.UPDATED,
          "rules",
          file,
          (added == 1 ? "1 rule" : added + " rules") + " before the others; tested with sops",
          () ->
              new AtomicFile(file)
                  .replace(after.getBytes(StandardCharsets.UTF_8), before.revision()));
    }

    /** The difference to an existing file; empty for a new one. */
    List<String> diff() {
      return before.revision().exists()
          ? UnifiedDiff.of(String.valueOf(file.getFileName()), text(), after)
          : List.of();
    }
  }

  private enum Fit {
    FITS,
    EXPOSED,
    LACKS
  }

  /** Decides; throws {@link Failure} with SECRETS_FILE if the file cannot be used or merged. */
  Decision decide(Wanted wanted) {
    Path file = RulesPlace.of(wanted);
    AtomicFile.Content before = new AtomicFile(file).read();
    String text = new String(before.bytes(), StandardCharsets.UTF_8);
    String admin = RulesPlace.relative(file, wanted.admin());
    String host = RulesPlace.relative(file, wanted.host());
    Rule adminRule =
        new Rule("Only for the operator, not for the host.", admin, List.of(wanted.operator()));
    Rule hostRule =
        new Rule("What the host decrypts.", host, List.of(wanted.operator(), wanted.recipient()));
    if (!before.revision().exists()) {
      String fresh =
          RulesText.file(wanted.operator(), wanted.recipient(), List.of(adminRule, hostRule));
      return new Decision(file, before, fresh, 2, prove(wanted, file, fresh), false);
    }
    Fit now = fit(admin(text, admin), wanted, false);
    List<Rule> missing = new ArrayList<>();
    if (now != Fit.FITS) {
      missing.add(adminRule);
    }
    if (fit(host(text, host, wanted.key()), wanted, true) != Fit.FITS) {
      missing.add(hostRule);
    }
    String after = missing.isEmpty() ? text : RulesFile.merged(file.toString(), text, missing);
    List<String> others = prove(wanted, file, after);
    return new Decision(file, before, after, missing.size(), others, now == Fit.EXPOSED);
  }

  /** Tests the rules with the real sops, and returns who else can decrypt the admin file. */
  private List<String> prove(Wanted wanted, Path file, String rules) {
    Optional<CreationRules.Outcome> admin = admin(rules, RulesPlace.relative(file, wanted.admin()));
    Optional<CreationRules.Outcome> host =
        host(rules, RulesPlace.relative(file, wanted.host()), wanted.key());
    if (fit(admin, wanted, false) != Fit.FITS || fit(host, wanted, true) != Fit.FITS) {
      throw UNTRUE.failure(file, readers(admin), readers(host));
    }
    return admin.orElseThrow().recipients().keys().stream()
        .filter(one -> !wanted.operator().is(one))
        .toList();
  }

  private Optional<CreationRules.Outcome> admin(String rules, String path) {
    List<String> keys = Arrays.stream(AdminKey.values()).map(AdminKey::key).toList();
    return sops.of(rules, Path.of(path), keys);
  }

  private Optional<CreationRules.Outcome> host(String rules, String path, String key) {
    return sops.of(rules, Path.of(path), List.of(key));
  }

  private static Fit fit(
      Optional<CreationRules.Outcome> outcome, Wanted wanted, boolean hostReads) {
    if (outcome.isEmpty()) {
      return Fit.LACKS;
    }
    KeyGroups recipients = outcome.get().recipients();
    boolean host = recipients.readableWith(wanted.recipient()::is);
    if (host && !hostReads) {
      return Fit.EXPOSED;
    }
    boolean fits =
        host == hostReads
            && recipients.readableWith(wanted.operator()::is)
            && outcome.get().plain().isEmpty();
    return fits ? Fit.FITS : Fit.LACKS;
  }

  private static String readers(Optional<CreationRules.Outcome> outcome) {
    return outcome.map(known -> known.recipients().toString()).orElse("nobody");
  }
}
