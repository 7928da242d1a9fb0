package dev.giteadrone.cli;

/**
 * What the jar starts with. Its class file is for Java 8, so that an older Java can read it and say
 * what is needed, where {@link Main} would only give a stack trace.
 */
public final class Start {
  private static final int NEEDED = 21;
  private static final int USAGE = 2;

  private Start() {}

  /** Starts {@link Main}, unless this Java is too old for it. */
  public static void main(String[] args) {
    String version = System.getProperty("java.specification.version", "");
    if (isTooOld(version)) {
      System.err.println(
          "✗ gitea-drone needs Java "
              + NEEDED
              + ", this is "
              + version
              + " ("
              + System.getProperty("java.home")
              + ")");
      System.err.println(
          "    install a newer Java, or use the package with its own: scripts/dist makes it");
      System.exit(USAGE);
    }
    Main.main(args);
  }

  /** Java 8 calls itself 1.8. */
  static boolean isTooOld(String version) {
    try {
      return version.startsWith("1.") || Integer.parseInt(version) < NEEDED;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
