package dev.giteadrone.doctor;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.secrets.InstalledSops;
import dev.giteadrone.secrets.SopsProgram;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of the programs that a run uses. */
final class Programs {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)[\\w.]*");
  private static final int SOPS_MAJOR = 3;
  private static final int SOPS_MINOR = 11;

  private final Machine machine;

  Programs(Machine machine) {
    this.machine = machine;
  }

  static Finding java() {
    return Finding.ok(
        "java",
        property("java.version") + ", " + property("java.vendor") + ", " + property("java.home"));
  }

  static Finding system() {
    return Finding.ok(
        "system", property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
  }

  Finding sops() {
    String program = SopsProgram.from(machine.environment());
    if (!SopsProgram.exists(program)) {
      String where = program.contains("/") ? " (" + program + ")" : "";
      return Finding.bad("sops", "not found" + where, SopsProgram.remedy());
    }
    Optional<String> version = InstalledSops.version(machine.environment());
    if (version.isEmpty()) {
      return Finding.warning(
          "sops", "does not tell its version, " + program, "run " + program + " --version");
    }
    String text = version.get() + ", " + program;
    return isOld(version.get())
        ? Finding.bad("sops", text + ": too old", SopsProgram.remedy())
        : Finding.ok("sops", text);
  }

  private static boolean isOld(String version) {
    Matcher numbers = VERSION.matcher(version);
    if (!numbers.find() || numbers.group(1).length() > 6 || numbers.group(2).length() > 6) {
      return false;
    }
    int major = Integer.parseInt(numbers.group(1));
    int minor = Integer.parseInt(numbers.group(2));
    return major < SOPS_MAJOR || (major == SOPS_MAJOR && minor < SOPS_MINOR);
  }

  Finding git() {
    Optional<String> program = machine.program("git");
    return program.isEmpty()
        ? Finding.warning(
            "git",
            "not found: secrets files that are not committed go unnoticed",
            "install git, if the files are in a repository")
        : Finding.ok("git", version(machine.run(program.get(), "--version")) + program.get());
  }

  Finding ssh() {
    Optional<String> program = machine.program("ssh");
    return program.isEmpty()
        ? Finding.skipped("ssh", "not found; only a gitea.admin.cli with ssh needs it")
        : Finding.ok("ssh", version(machine.run(program.get(), "-V")) + program.get());
  }

  /** ssh writes its version to standard error. */
  private static String version(Optional<Subprocess.Result> result) {
    Matcher number = VERSION.matcher(result.map(said -> said.text() + said.stderr()).orElse(""));
    return number.find() ? number.group() + ", " : "";
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
