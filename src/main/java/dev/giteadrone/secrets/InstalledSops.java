package dev.giteadrone.secrets;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sops that a run with some environment would use. */
public final class InstalledSops {
  private static final Pattern NUMBER = Pattern.compile("\\b\\d+\\.\\d+\\.\\d+\\S*");
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private InstalledSops() {}

  /** Version and path, or that there is none and what to do. */
  public static String describe(Map<String, String> environment) {
    String program = SopsProgram.from(environment);
    if (!SopsProgram.exists(program)) {
      String where = program.contains("/") ? " (" + program + ")" : "";
      return "not found" + where + "; " + SopsProgram.remedy();
    }
    return version(environment).orElse("unknown version") + ", " + program;
  }

  /** The version; empty if there is no sops, or if it does not tell. */
  public static Optional<String> version(Map<String, String> environment) {
    String program = SopsProgram.from(environment);
    // Otherwise some versions of sops ask the network for a newer one.
    Subprocess.Command command =
        new Subprocess.Command(
            List.of(program, "--version"),
            Path.of("/"),
            Map.of("SOPS_DISABLE_VERSION_CHECK", "true"),
            false);
    try {
      Subprocess.Result result =
          new Subprocess(new Timeline(), environment).run(command, new byte[0], Deadline.in(LIMIT));
      Matcher number = NUMBER.matcher(result.text());
      return number.find() ? Optional.of(number.group()) : Optional.empty();
    } catch (Failure e) {
      return Optional.empty();
    }
  }
}
