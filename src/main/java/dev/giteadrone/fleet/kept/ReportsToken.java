package dev.giteadrone.fleet.kept;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Secret;
import java.util.Map;

/** The access token of Gitea that reports are kept with. */
public final class ReportsToken {
  /** The variable that holds it. */
  public static final String VARIABLE = "GITEA_DRONE_REPORTS_TOKEN";

  /** The secret in Drone from which a pipeline sets the variable. */
  public static final String SECRET = "gitea_drone_reports_token";

  private static final Case MISSING =
      Case.of(ProblemId.REPORT_KEPT, "no-token", "variable", "secret");

  private ReportsToken() {}

  /**
   * Reads it.
   *
   * @throws Failure if the variable is not set
   */
  public static Secret of(Map<String, String> environment) {
    String token = environment.getOrDefault(VARIABLE, "").strip();
    if (token.isEmpty()) {
      throw MISSING.failure(VARIABLE, SECRET);
    }
    return Secret.of(token);
  }
}
