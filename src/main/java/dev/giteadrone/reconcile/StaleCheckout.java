package dev.giteadrone.reconcile;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.server.LiveClient;
import java.util.Optional;

/**
 * Signs that another checkout of the repository may be newer than this one. Then no secret is
 * replaced.
 */
public final class StaleCheckout {
  private StaleCheckout() {}

  /**
   * The problem that Drone has another RPC secret than the file, and the file never had that one.
   */
  public static Problem foreignRpcSecret(Desired desired) {
    String file = String.valueOf(desired.secrets().host().file().getFileName());
    return Problem.of(
            CheckId.DRONE_RPC_SECRET.id(),
            "ROTATES: deploying the RPC secret of " + file,
            "the running Drone has a different one, and this checkout did not replace it",
            "git pull first; if this checkout is the newest, run it again with --allow-rotate")
        .because(
            "it was rotated from another checkout, or somebody edited "
                + file
                + ": runners that have Drone's secret would no longer connect");
  }

  /**
   * Refuses if the file's client is valid, but the running Drone has another valid one: a deploy
   * could replace a newer client with an older one.
   */
  public static Optional<Refusal> otherLiveClient(WiringObserved seen) {
    String clientId = seen.host().clientId().orElse("");
    return seen.live().holdsValidClient() && !seen.live().runsWith(clientId)
        ? Optional.of(
            rotation("the file's client " + clientId + " is valid" + liveWords(seen), "secret"))
        : Optional.empty();
  }

  /**
   * The refusal of a new client secret.
   *
   * @param label the short word at the start of its line
   */
  public static Refusal rotation(String seen, String label) {
    return new Refusal(
        label,
        ExitCode.CHANGES_PENDING,
        Problem.of(
                "oauth.secret",
                "ROTATES: creating a new client secret",
                seen,
                "git pull first; if this checkout is the newest, run it again with --allow-rotate")
            .because(
                "this checkout may be behind, and a new secret would break the running"
                    + " Drone"));
  }

  /** The valid client of the running Drone, as a part of a sentence; empty if it has none. */
  public static String liveWords(WiringObserved seen) {
    if (!seen.live().holdsValidClient()) {
      return "";
    }
    String live = seen.live().client().map(LiveClient::clientId).orElse("");
    boolean same = seen.host().clientId().equals(Optional.of(live));
    return same
        ? ", and the running Drone has a valid one"
        : ", and the running Drone has another valid one: client " + live;
  }
}
