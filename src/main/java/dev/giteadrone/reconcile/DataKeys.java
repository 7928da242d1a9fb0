package dev.giteadrone.reconcile;

import dev.giteadrone.model.Change;
import dev.giteadrone.model.Step;
import dev.giteadrone.secrets.HostFile;
import java.util.List;

/** New data keys for the sops files. */
final class DataKeys {
  private final Ports ports;

  DataKeys(Ports ports) {
    this.ports = ports;
  }

  Outcome renew(Step.RenewDataKey step) {
    List<String> readers =
        switch (step.file()) {
          case HOST -> renew(ports.host());
          case RUNNER -> renew(ports.runner().orElseThrow());
          case ADMIN -> {
            ports.admin().renewDataKey(ports.admin().read().revision());
            yield ports.admin().recipients();
          }
        };
    // Who is still listed here was not removed: that is for the operator to see.
    return new Outcome(Change.UPDATED, step.text() + ", for " + String.join(", ", readers));
  }

  private static List<String> renew(HostFile file) {
    file.renewDataKey(file.read().revision());
    return file.recipients();
  }
}
