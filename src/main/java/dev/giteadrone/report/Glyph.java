package dev.giteadrone.report;

import dev.giteadrone.model.Change;
import dev.giteadrone.model.CheckResult;
import dev.giteadrone.model.Step;

/** The sign at the start of a line, as flux users know them. */
public enum Glyph {
  /** A stage begins. */
  STAGE("►"),
  /** Something takes time. */
  BUSY("◎"),
  /** As it should be. */
  DONE("✔"),
  /** Not as it should be. */
  FAILED("✗"),
  /** It was not there before. */
  CREATED("✚"),
  /** It is different now. */
  CHANGED("~"),
  /** The operator should know this. */
  ATTENTION("!"),
  /** Not looked at. */
  SKIPPED("–");

  private final String sign;

  Glyph(String sign) {
    this.sign = sign;
  }

  /** The character. */
  public String sign() {
    return sign;
  }

  /** What a write did. */
  public static Glyph of(Change change) {
    return switch (change) {
      case CREATED -> CREATED;
      case UPDATED, DELETED -> CHANGED;
      case UNCHANGED -> DONE;
    };
  }

  /** How a check ended. */
  public static Glyph of(CheckResult.Status status) {
    return switch (status) {
      case PASSED -> DONE;
      case FAILED -> FAILED;
      case WARNED -> ATTENTION;
      case NOT_RUN, NOT_REACHED -> SKIPPED;
    };
  }

  /** What a step would do. */
  static Glyph of(Step step) {
    if (step.rotates()) {
      return ATTENTION;
    }
    return creates(step) ? CREATED : CHANGED;
  }

  /** Whether a step makes something that is not there. */
  static boolean creates(Step step) {
    return switch (step) {
      case Step.CreateAdmin s -> true;
      case Step.CreateToken s -> true;
      case Step.CreateTokenByCli s -> true;
      case Step.CreateApp s -> true;
      case Step.GenerateRpcSecret s -> true;
      case Step.ResetAdmin s -> false;
      case Step.PromoteAdmin s -> false;
      case Step.ClearPending s -> false;
      case Step.ChangePassword s -> false;
      case Step.RepairApp s -> false;
      case Step.AddRedirect s -> false;
      case Step.DropRedirects s -> false;
      case Step.ForgetPending s -> false;
      case Step.StoreClientId s -> false;
      case Step.MintClientSecret s -> false;
      case Step.CopyRpcSecret s -> false;
      case Step.Deploy s -> false;
      case Step.RenewDataKey s -> false;
      case Step.RepairWebhook s -> false;
      case Step.DeactivateCanary s -> false;
      case Step.DeleteCanary s -> false;
      case Step.DeleteApp s -> false;
      case Step.RemoveClient s -> false;
      case Step.DeleteTokens s -> false;
      case Step.ForgetKeys s -> false;
    };
  }
}
