package dev.giteadrone.init;

import dev.giteadrone.io.ShellQuoting;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.io.git.GitStatus;
import dev.giteadrone.io.git.GitStatus.State;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.time.Deadline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The next commands, ready to be copied. */
final class NextCommands {
  private final Subprocess subprocess;
  private final Supplier<Deadline> deadline;

  NextCommands(Subprocess subprocess, Supplier<Deadline> deadline) {
    this.subprocess = subprocess;
    this.deadline = deadline;
  }

  /**
   * The commands.
   *
   * @param directory the working directory
   */
  List<String> of(InitPlan plan, Path directory) {
    Desired desired = plan.desired();
    Path folder = plan.folder();
    List<String> commands = new ArrayList<>();
    if (!folder.equals(directory)) {
      commands.add("cd " + ShellQuoting.word(folder.toString()));
    }
    for (Path file : plan.updatekeys()) {
      commands.add("sops updatekeys " + name(folder, file));
    }
    commands.addAll(git(plan, folder));
    if (plan.filled()) {
      // The host may run already. What is left to do there, the plan tells.
      commands.add("gitea-drone plan");
      return commands;
    }
    List<String> deploy = desired.deploy().command();
    commands.add(deploy.isEmpty() ? "deploy the host" : ShellQuoting.line(deploy));
    commands.add("gitea-drone bootstrap");
    return commands;
  }

  private List<String> git(InitPlan plan, Path folder) {
    List<Path> files =
        plan.items().stream()
            .filter(item -> !item.label().equals("key"))
            .map(InitPlan.Item::file)
            .toList();
    GitStatus status = GitStatus.of(files, subprocess, deadline.get());
    List<String> commands = new ArrayList<>();
    boolean none = status.files().containsValue(State.NOT_IN_GIT);
    if (none) {
      commands.add("git init");
    }
    List<Path> add = none ? files : status.pending();
    if (!add.isEmpty()) {
      commands.add(status.commit(add, folder));
    }
    return commands;
  }

  private static String name(Path folder, Path file) {
    return ShellQuoting.word(folder.relativize(file).toString());
  }
}
