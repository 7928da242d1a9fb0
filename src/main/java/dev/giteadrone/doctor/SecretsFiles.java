package dev.giteadrone.doctor;

import dev.giteadrone.model.desired.SecretsTarget;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.secrets.Recipients;
import dev.giteadrone.secrets.SopsProgram;
import dev.giteadrone.secrets.SopsTrial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sops files: who can decrypt them, whether we can, and what their creation rules say. */
final class SecretsFiles {
  private final Machine machine;
  private final String sops;

  SecretsFiles(Machine machine) {
    this.machine = machine;
    this.sops = SopsProgram.from(machine.environment());
  }

  /** The files, by what they are for. */
  static Map<String, Path> of(SecretsTarget target) {
    Map<String, Path> files = new LinkedHashMap<>();
    files.put("host", target.host().file());
    files.put("admin", target.admin());
    target.runner().ifPresent(runner -> files.put("runner", runner.file()));
    return files;
  }

  /** Two findings: about the file, and about the rule for it. */
  List<Finding> examine(String label, Path file) {
    String rule = label + " rule";
    if (!SopsProgram.exists(sops)) {
      return List.of(seen(label, file), Finding.skipped(rule, "not tried (sops)"));
    }
    SopsTrial trial = new SopsTrial(file, machine.subprocess(), machine::deadline, sops);
    Finding opened = opened(label, file, trial);
    return List.of(opened, tried(rule, file, trial, opened));
  }

  private static Finding opened(String label, Path file, SopsTrial trial) {
    if (Files.notExists(file)) {
      return missing(label, file);
    }
    try {
      trial.decrypt();
      return Finding.ok(label, file.getFileName() + " opens; it is for " + Recipients.of(file));
    } catch (Failure e) {
      return Finding.of(label, file.getFileName().toString(), e);
    }
  }

  /** What the file shows without sops. */
  private static Finding seen(String label, Path file) {
    if (Files.notExists(file)) {
      return missing(label, file);
    }
    try {
      return Finding.skipped(
          label, file.getFileName() + ": not opened (sops); it is for " + Recipients.of(file));
    } catch (Failure e) {
      return Finding.of(label, file.getFileName().toString(), e);
    }
  }

  private static Finding missing(String label, Path file) {
    return Finding.skipped(label, file.getFileName() + " does not exist yet; bootstrap creates it");
  }

  private static Finding tried(String label, Path file, SopsTrial trial, Finding opened) {
    try {
      return trial
          .roundTrip()
          .map(trip -> judged(label, file, trip, opened))
          .orElseGet(() -> noRule(label, file));
    } catch (Failure e) {
      return Finding.of(label, file.getFileName().toString(), e);
    }
  }

  private static Finding judged(String label, Path file, SopsTrial.RoundTrip trip, Finding opened) {
    if (trip.refusal().isPresent()) {
      return opened.isBad()
          ? Finding.skipped(label, "encrypts, not decrypted (" + opened.label() + ")")
          : Finding.of(label, "what it encrypts", trip.refusal().get());
    }
    KeyGroups now = opened.status() == Finding.Status.OK ? Recipients.of(file) : KeyGroups.NONE;
    boolean same = Set.copyOf(now.keys()).equals(Set.copyOf(trip.recipients().keys()));
    return now.equals(KeyGroups.NONE) || same
        ? Finding.ok(label, "encrypts and decrypts; for " + trip.recipients())
        : Finding.warning(
            label,
            "differs from the recipients of the file: " + trip.recipients(),
            "sops updatekeys " + file);
  }

  private static Finding noRule(String label, Path file) {
    String text = "no .sops.yaml has a creation rule for " + file;
    String next = "gitea-drone init writes one; or add a rule whose path_regex matches it";
    return Files.exists(file) ? Finding.warning(label, text, next) : Finding.bad(label, text, next);
  }
}
