package dev.giteadrone.reconcile;

import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.secrets.AdminFile;
import dev.giteadrone.secrets.HostFile;
import java.util.stream.Collectors;

/**
 * Encrypts a sops file with a new data key, before a new secret is written to it.
 *
 * @param name the name of the file
 */
public record RenewDataKey(SecretsFile file, String name) implements Step {

  /** One of the sops files. */
  public enum SecretsFile {
    /** The file that the host reads. */
    HOST,
    /** The runners' own file. */
    RUNNER,
    /** The admin file. */
    ADMIN
  }

  @Override
  public StepLine line() {
    String label = file == SecretsFile.RUNNER ? "runner" : "data key";
    return new StepLine("renew-data-key", label, Effect.CHANGES, "new data key for " + name);
  }

  @Override
  public Outcome apply(StepContext context) {
    KeyGroups readers =
        switch (file) {
          case HOST -> renew(context.gateways().host());
          case RUNNER -> renew(context.gateways().runner().orElseThrow());
          case ADMIN -> renew(context.gateways().admin());
        };
    // Everybody who is still listed here keeps access. The operator must check the list.
    return new Outcome(
        Change.UPDATED,
        line().text()
            + "; read by "
            + readers.keys().stream()
                .map(RenewDataKey::describe)
                .collect(Collectors.joining(", ")));
  }

  /** The first characters of a public key: enough to recognise it. */
  private static String describe(String recipient) {
    int length = recipient.length();
    return length <= 20
        ? recipient
        : recipient.substring(0, 10) + "…" + recipient.substring(length - 4);
  }

  private static KeyGroups renew(HostFile file) {
    file.renewDataKey(file.read().revision());
    return file.recipients();
  }

  private static KeyGroups renew(AdminFile file) {
    file.renewDataKey(file.read().revision());
    return file.recipients();
  }
}
