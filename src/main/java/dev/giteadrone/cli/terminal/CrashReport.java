package dev.giteadrone.cli.terminal;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import java.util.ArrayList;
import java.util.List;

/** Describes where an unexpected exception came from, without its message. */
public final class CrashReport {
  private static final Case MEMORY = Case.of(ProblemId.RUN_DEFECT, "memory", "what");
  private static final Case MISSING_PART = Case.of(ProblemId.RUN_DEFECT, "missing-part", "what");
  private static final Case DEFECT = Case.of(ProblemId.RUN_DEFECT, "defect", "what", "report");

  private static final int FRAMES = 25;

  private CrashReport() {}

  /** {@code at Planner.java:42}, the first stack frame of this program; empty if there is none. */
  public static String where(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().startsWith("dev.giteadrone.")) {
        return " at " + frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return "";
  }

  /** The problem, for a run without a trace. */
  public static Problem problem(Throwable thrown, String what) {
    return switch (thrown) {
      case OutOfMemoryError ignored -> MEMORY.problem(what);
      case LinkageError ignored -> MISSING_PART.problem(what);
      default -> DEFECT.problem(what, report(false));
    };
  }

  /**
   * What the user can do.
   *
   * @param traced whether {@link #trace} is already shown
   */
  static List<String> next(Throwable thrown, boolean traced) {
    boolean defect = !(thrown instanceof OutOfMemoryError || thrown instanceof LinkageError);
    if (defect && traced) {
      return List.of("please " + report(true));
    }
    String first = problem(thrown, "").next();
    return defect ? List.of(first) : List.of(first, "if that does not help, " + report(traced));
  }

  private static String report(boolean traced) {
    return traced
        ? "report it with the lines below"
        : "run it again with -v and report what it says";
  }

  /**
   * The chain of causes. Messages are left out, because a library may quote a secret in one;
   * messages of the Java virtual machine about classes are kept.
   */
  static List<String> trace(Throwable thrown) {
    List<String> lines = new ArrayList<>();
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < 10; depth++, at = at.getCause()) {
      boolean harmless =
          at instanceof NullPointerException
              || at instanceof ClassCastException
              || at instanceof IndexOutOfBoundsException
              || at instanceof LinkageError;
      String message = harmless && at.getMessage() != null ? ": " + at.getMessage() : "";
      lines.add((depth == 0 ? "" : "caused by ") + at.getClass().getName() + message);
      StackTraceElement[] frames = at.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
        lines.add("    at " + frames[i]);
      }
    }
    return lines;
  }
}
