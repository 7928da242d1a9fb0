package dev.giteadrone;

import dev.giteadrone.io.git.GitStatus;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.util.Map;
import java.util.Optional;

/** Connections of an operator whose secrets files are changed, and not committed. */
final class UncommittedConnections extends PortConnections {
  UncommittedConnections(Gateways gateways) {
    super(gateways);
  }

  @Override
  public GitStatus git(Desired wanted, Timeline timeline, Deadline limit) {
    return new GitStatus(
        Map.of(wanted.secrets().host().file(), GitStatus.State.MODIFIED), Optional.empty());
  }
}
