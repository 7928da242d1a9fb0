package dev.giteadrone.reconcile;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.server.LiveClient;
import java.util.Optional;

/**
 * Signs that another checkout of the repository may be newer than this one. Then no secret is
 * replaced.
 */
public final class StaleCheckout {
  private static final Case FOREIGN_RPC = Case.of(ProblemId.DRONE_RPC_SECRET, "foreign", "name");
  private static final Case ELSEWHERE = Case.of(ProblemId.OAUTH_SECRET, "elsewhere", "seen");
  private static final Case BEHIND = Case.of(ProblemId.OAUTH_SECRET, "behind", "seen");

  private StaleCheckout() {}

  /**
   * The problem that Drone has another RPC secret than the file, and the file never had that one.
   */
  public static Problem foreignRpcSecret(Desired desired) {
    return FOREIGN_RPC.problem(desired.secrets().host().file().getFileName());
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
    return new Refusal(label, BEHIND.exit(), BEHIND.problem(seen));
  }

  /**
   * The refusal of a new client secret if the file has no client, but the running Drone has a valid
   * one. The configuration may name another file or key than the host reads.
   *
   * @param found what the file lacks, as the start of a sentence
   */
  public static Refusal elsewhere(String found, WiringObserved seen) {
    return new Refusal("secret", ELSEWHERE.exit(), ELSEWHERE.problem(found + liveWords(seen)));
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
