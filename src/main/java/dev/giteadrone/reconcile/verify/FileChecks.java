package dev.giteadrone.reconcile.verify;

import static dev.giteadrone.model.result.CheckResult.failed;
import static dev.giteadrone.model.result.CheckResult.passed;
import static dev.giteadrone.model.result.CheckResult.warned;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.HostKey;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.reconcile.RecipientPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Checks of the secrets files. */
final class FileChecks {
  private static final Case NO_FILE = Case.of(ProblemId.SOPS_DECRYPTS, "no-file", "file");
  private static final Case MISSING =
      Case.of(ProblemId.SECRETS_COMPLETE, "missing", "file", "variables", "several");

  private final Desired desired;
  private final WiringObserved seen;

  FileChecks(Desired desired, WiringObserved seen) {
    this.desired = desired;
    this.seen = seen;
  }

  CheckResult decrypts() {
    HostSecrets host = seen.files().host().value();
    return seen.files().host().revision().exists()
        ? passed(
            CheckId.SOPS_DECRYPTS,
            name()
                + ": "
                + host.values().size()
                + " of our variables, "
                + host.others()
                + " others")
        : failed(CheckId.SOPS_DECRYPTS, NO_FILE.problem(desired.secrets().host().file()));
  }

  CheckResult recipients() {
    KeyGroups host = seen.files().hostRecipients();
    Optional<Problem> wrong =
        new RecipientPolicy(desired).wrong(seen.files().adminRecipients(), host);
    if (wrong.isPresent()) {
      return failed(CheckId.SOPS_RECIPIENTS, wrong.get());
    }
    if (!host.single()) {
      return passed(
          CheckId.SOPS_RECIPIENTS,
          host.count() + " can decrypt " + name() + ", the admin file has fewer");
    }
    return desired.secrets().hostKey() instanceof HostKey.Unknown
        ? warned(
            CheckId.SOPS_RECIPIENTS,
            name()
                + " has only one recipient: the host decrypts with the operator's key,"
                + " or cannot decrypt")
        : passed(CheckId.SOPS_RECIPIENTS, "as secrets.host says");
  }

  CheckResult complete() {
    HostSecrets host = seen.files().host().value();
    List<Variable> missing =
        Arrays.stream(Variable.values()).filter(variable -> host.get(variable).isEmpty()).toList();
    if (missing.isEmpty()) {
      return passed(CheckId.SECRETS_COMPLETE, name() + ": client id, client secret, RPC secret");
    }
    return failed(
        CheckId.SECRETS_COMPLETE,
        MISSING.problem(
            desired.secrets().host().file(),
            missing.stream().map(Variable::name).reduce((a, b) -> a + ", " + b).orElseThrow(),
            missing.size() == 1 ? "" : "yes"));
  }

  /** The short name of the file that the host reads. */
  String name() {
    return String.valueOf(desired.secrets().host().file().getFileName());
  }
}
