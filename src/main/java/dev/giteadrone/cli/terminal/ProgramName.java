package dev.giteadrone.cli.terminal;

import dev.giteadrone.io.SearchPath;
import dev.giteadrone.io.ShellQuoting;
import java.util.Map;

/** How this program is typed in another folder of the same terminal. */
public final class ProgramName {
  private static final String NAME = "gitea-drone";

  /** The variable in which the scripts that start this program leave their path. */
  private static final String STARTED_AS = "GITEA_DRONE_PROGRAM";

  private ProgramName() {}

  /** The bare name if PATH has it, else the path of the script that started this process. */
  public static String in(Map<String, String> environment) {
    String path = environment.getOrDefault(STARTED_AS, "");
    boolean found = !SearchPath.program(NAME, environment).equals(NAME);
    return found || path.isBlank() ? NAME : ShellQuoting.word(path);
  }
}
