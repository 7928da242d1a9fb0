package dev.giteadrone.report.html;

import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.CheckResult.Status;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The checks that were not reached, by the check that failed before them. They are one sentence,
 * since each of them would say the same.
 */
final class Unreached {
  private final Map<CheckId, List<CheckId>> byRoot;

  private Unreached(Map<CheckId, List<CheckId>> byRoot) {
    this.byRoot = byRoot;
  }

  /** Those of a run, as far as the check that failed is on the page. */
  static Unreached of(RunReport report) {
    Map<CheckId, List<CheckId>> byRoot = new TreeMap<>();
    for (CheckResult check : report.checks()) {
      check
          .because()
          .filter(root -> isListed(root, report))
          .ifPresent(
              root -> byRoot.computeIfAbsent(root, checks -> new ArrayList<>()).add(check.check()));
    }
    return new Unreached(byRoot);
  }

  private static boolean isListed(CheckId root, RunReport report) {
    return report.checks().stream()
        .anyMatch(check -> check.check() == root && check.status() != Status.NOT_REACHED);
  }

  boolean has(CheckResult check) {
    return byRoot.values().stream().anyMatch(checks -> checks.contains(check.check()));
  }

  /** The address of the group in which all checks of a hop are, if none of them was reached. */
  Optional<String> address(Hop hop, RunReport report) {
    List<CheckResult> checks =
        report.checks().stream().filter(check -> Hop.of(check.check()) == hop).toList();
    return checks.isEmpty() || !checks.stream().allMatch(this::has)
        ? Optional.empty()
        : checks.getFirst().because().map(root -> "#" + anchor(root));
  }

  List<Map<String, Object>> view() {
    return byRoot.entrySet().stream()
        .map(entry -> group(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static String anchor(CheckId root) {
    return "not-reached-" + root.id();
  }

  private static Map<String, Object> group(CheckId root, List<CheckId> checks) {
    int count = checks.size();
    Glyph glyph = Glyph.of(Status.NOT_REACHED);
    return Fields.of("anchor", anchor(root))
        .with("title", count + (count == 1 ? " check was" : " checks were") + " not reached")
        .with("tone", Tone.of(glyph).style())
        .with("glyph", glyph.sign())
        .with("counts", "")
        .with("open", Fields.when(true))
        .with("hasChecks", false)
        .with(
            "unreached",
            List.of(
                Fields.of("root", root.id())
                    .with("href", "#" + CheckGroups.anchor(root))
                    .with("ids", checks.stream().map(CheckId::id).toList())
                    .map()))
        .map();
  }
}
