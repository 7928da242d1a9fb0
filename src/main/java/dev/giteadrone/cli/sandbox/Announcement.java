package dev.giteadrone.cli.sandbox;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ProgramName;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import dev.giteadrone.sandbox.Detached;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the servers of a sandbox are, how to log in, and how to go on. This is the one place that
 * shows a password: it opens nothing but servers on loopback that are thrown away.
 *
 * @param program how this program is typed
 */
record Announcement(Detached sandbox, String program) {
  /** Prints it to standard output. */
  static void print(Detached sandbox, ProcessContext shell) {
    new Announcement(sandbox, ProgramName.in(shell.environment()))
        .lines()
        .forEach(shell.out()::println);
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(fact("gitea", sandbox.giteaUrl() + ", " + sandbox.versions().getFirst()));
    lines.add(fact("drone", sandbox.droneUrl() + ", " + sandbox.versions().getLast()));
    sandbox.machines().forEach(machine -> lines.add(fact("runner", machine)));
    if (sandbox.machines().stream().noneMatch(machine -> machine.contains("docker"))) {
      lines.add(Layout.WIDE.fact(Glyph.SKIPPED, "docker", sandbox.docker()));
    }
    lines.add(login());
    lines.add(fact("folder", sandbox.hostFolder().toString()));
    lines.addAll(
        new UseIt(
                sandbox.hostFolder(),
                sandbox.operatorKeyFile(),
                sandbox.environment(),
                program,
                sandbox.caCertificate())
            .lines());
    lines.add("Stop it: " + program + " sandbox down" + SandboxName.option(sandbox.name()));
    return lines;
  }

  private String login() {
    try {
      return sandbox
          .password()
          .map(Secret::reveal)
          .map(password -> fact("login", sandbox.username() + ", password " + password))
          .orElseGet(() ->
              Layout.WIDE.fact(
                  Glyph.SKIPPED, "login", "nobody yet: the servers are not connected"));
    } catch (Failure e) {
      // The operator's folder is theirs to change; the servers run all the same.
      return Layout.WIDE.fact(Glyph.ATTENTION, "login", e.problem().toString());
    }
  }

  private static String fact(String label, String text) {
    return Layout.WIDE.fact(Glyph.DONE, label, text);
  }
}
