package dev.giteadrone.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Describes where an unexpected exception came from, without its message. */
public final class CrashReport {
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

  /**
   * What the user can do.
   *
   * @param traced whether {@link #trace} is already shown
   */
  static List<String> next(Throwable thrown, boolean traced) {
    String report =
        traced ? "report it with the lines below" : "run it again with -v and report what it says";
    return switch (thrown) {
      case OutOfMemoryError ignored ->
          List.of(
              "Java had too little memory; more: export JAVA_TOOL_OPTIONS=-Xmx1g",
              "if that does not help, " + report);
      case LinkageError ignored ->
          List.of(
              "a part of this program is missing, or was replaced while it ran: install it again",
              "if that does not help, " + report);
      default -> List.of(traced ? "please " + report : "this is a defect; " + report);
    };
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
