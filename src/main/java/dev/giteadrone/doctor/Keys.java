package dev.giteadrone.doctor;

import dev.giteadrone.init.keys.OperatorKeys;
import dev.giteadrone.model.result.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The age keys that sops finds here. Only their public halves are shown. */
final class Keys {
  private static final String LABEL = "age key";
  private static final String VARIABLE = "SOPS_AGE_KEY_FILE";

  private final Machine machine;
  private final OperatorKeys keys;

  Keys(Machine machine) {
    this.machine = machine;
    this.keys = new OperatorKeys(machine.environment(), machine.subprocess());
  }

  /** One finding for each place that has a key or should have one. */
  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    if (isSet("SOPS_AGE_KEY")) {
      all.add(found(keys.inVariable(), "SOPS_AGE_KEY"));
    }
    if (isSet(VARIABLE)) {
      all.add(named(machine.directory().resolve(machine.environment().get(VARIABLE))));
    }
    for (String other : List.of("SOPS_AGE_KEY_CMD", "SOPS_AGE_SSH_PRIVATE_KEY_FILE")) {
      if (isSet(other)) {
        all.add(Finding.ok(LABEL, other + " is set; not examined"));
      }
    }
    if (Files.exists(keys.defaultFile())) {
      all.add(inFile(keys.defaultFile()));
    }
    if (all.isEmpty()) {
      all.add(
          Finding.warning(
              LABEL,
              "none: no " + VARIABLE + ", and no " + keys.defaultFile(),
              "gitea-drone init creates one; or let "
                  + VARIABLE
                  + " name your key file. A PGP key needs neither"));
    }
    return all;
  }

  private Finding named(Path file) {
    return Files.notExists(file)
        ? Finding.bad(
            LABEL,
            VARIABLE + " names " + file + ", which does not exist",
            "let " + VARIABLE + " name your key file, or unset it")
        : inFile(file);
  }

  private static Finding inFile(Path file) {
    try {
      return found(OperatorKeys.recipients(file), file.toString());
    } catch (Failure e) {
      return Finding.bad(LABEL, file + ": " + e.problem().seen(), e.problem().next());
    }
  }

  private static Finding found(List<String> recipients, String where) {
    return recipients.isEmpty()
        ? Finding.warning(
            LABEL,
            "no ordinary age key in " + where,
            "only a plug-in's key, or one with a passphrase, is stored in another form")
        : Finding.ok(LABEL, String.join(", ", recipients) + ", from " + where);
  }

  private boolean isSet(String name) {
    return !machine.environment().getOrDefault(name, "").isBlank();
  }
}
