package dev.giteadrone.cli.sandbox;

import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import dev.giteadrone.sandbox.Detached;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    name = "status",
    description = "Shows all sandboxes, or with --name one of them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:It runs, or all of them do.", "3:It does not, or there is none."})
final class StatusCommand implements Callable<Integer>, ReportsErrors {
  private static final String ROW = "%-12s %-9s %-24s %-24s %s";

  private final ProcessContext shell;
  @Mixin private final SandboxName target = new SandboxName();

  StatusCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    return (target.given().isPresent() ? one() : all())
        ? ExitCode.DONE.code()
        : ExitCode.CHANGES_PENDING.code();
  }

  private boolean one() {
    Optional<Detached> found = SandboxName.sandboxes(shell).find(target.name());
    if (found.isEmpty()) {
      shell.out().println(Glyph.SKIPPED.sign() + " there is no sandbox " + target.name());
      return false;
    }
    Detached sandbox = found.get();
    Detached.Condition now = sandbox.condition();
    shell
        .out()
        .println("%s sandbox  %s, %s".formatted(Glyph.STAGE.sign(), sandbox.name(), word(now)));
    if (now.status() == Detached.Status.RUNNING) {
      Announcement.print(sandbox, shell);
      return true;
    }
    Layout.STANDARD.detail("seen", now.trouble()).stream()
        .filter(line -> !now.trouble().isEmpty())
        .forEach(shell.out()::println);
    String next =
        now.status() == Detached.Status.STARTING
            ? "wait, or gitea-drone sandbox logs --follow"
            : "gitea-drone sandbox up";
    Layout.STANDARD
        .detail("next", next + SandboxName.option(sandbox.name()))
        .forEach(shell.out()::println);
    return false;
  }

  private boolean all() {
    List<Detached> all = SandboxName.sandboxes(shell).all();
    if (all.isEmpty()) {
      shell.out().println("There is no sandbox. Start one: gitea-drone sandbox up");
      return false;
    }
    boolean running = true;
    List<String> rows = new ArrayList<>();
    for (Detached sandbox : all) {
      Detached.Condition now = sandbox.condition();
      running &= now.status() == Detached.Status.RUNNING;
      rows.add(row(sandbox, now));
    }
    shell.out().println(ROW.formatted("NAME", "STATUS", "GITEA", "DRONE", "RUNNERS"));
    rows.forEach(shell.out()::println);
    return running;
  }

  private static String row(Detached sandbox, Detached.Condition now) {
    boolean known = sandbox.isKnown();
    return ROW.formatted(
        sandbox.name(),
        word(now),
        known ? sandbox.giteaUrl() : "-",
        known ? sandbox.droneUrl() : "-",
        sandbox.options().runnerWords());
  }

  private static String word(Detached.Condition now) {
    return now.status().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public ErrorPrinter complaints() {
    return target.complaints(shell);
  }
}
