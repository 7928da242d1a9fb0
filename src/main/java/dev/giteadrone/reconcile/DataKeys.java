package dev.giteadrone.reconcile;

import dev.giteadrone.model.Change;
import dev.giteadrone.model.KeyGroups;
import dev.giteadrone.model.Step;
import dev.giteadrone.secrets.HostFile;
import java.util.stream.Collectors;

/** New data keys for the sops files. */
final class DataKeys {
  private final Ports ports;

  DataKeys(Ports ports) {
    this.ports = ports;
  }

  Outcome renew(Step.RenewDataKey step) {
    KeyGroups readers =
        switch (step.file()) {
          case HOST -> renew(ports.host());
          case RUNNER -> renew(ports.runner().orElseThrow());
          case ADMIN -> {
            ports.admin().renewDataKey(ports.admin().read().revision());
            yield ports.admin().recipients();
          }
        };
    // Who is still listed here was not removed: that is for the operator to see.
    return new Outcome(
        Change.UPDATED,
        step.text()
            + "; read by "
            + readers.keys().stream().map(DataKeys::brief).collect(Collectors.joining(", ")));
  }

  /** Enough of a public key to know whose it is. */
  private static String brief(String recipient) {
    int length = recipient.length();
    return length <= 20
        ? recipient
        : recipient.substring(0, 10) + "…" + recipient.substring(length - 4);
  }

  private static KeyGroups renew(HostFile file) {
    file.renewDataKey(file.read().revision());
    return file.recipients();
  }
}
