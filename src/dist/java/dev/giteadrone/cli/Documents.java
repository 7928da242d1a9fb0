package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ProcessContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the completions of the packages, and their manual pages as AsciiDoc. */
final class Documents {
  private static final String NAME = "gitea-drone";

  private Documents() {}

  /** Takes the folder of the package, and the one for the AsciiDoc. */
  public static void main(String[] args) throws IOException {
    CommandLine line =
        Main.commandLine(new String[] {"help", "sandbox"}, ProcessContext.ofProcess());
    Path share = Path.of(args[0], "share");
    String bash = AutoComplete.bash(NAME, line);
    write(share.resolve("bash-completion/completions/" + NAME), bash);
    write(share.resolve("zsh/site-functions/_" + NAME), zsh(bash));
    write(
        share.resolve("fish/vendor_completions.d/" + NAME + ".fish"),
        new FishCompletion(NAME, line).text());
    Path pages = Files.createDirectories(Path.of(args[1]));
    int code =
        ManPageGenerator.generateManPage(
            pages.toFile(), null, new boolean[0], false, line.getCommandSpec());
    if (code != 0) {
      throw new IOException("the manual pages could not be written, code " + code);
    }
  }

  /**
   * zsh runs the file at the first completion, which must then already be answered. It reads the
   * file without aliases, but an alias is what picocli has there for bash's compopt.
   */
  private static String zsh(String bash) {
    String alias = "alias compopt=complete";
    if (!bash.contains(alias)) {
      throw new IllegalStateException("picocli's script has no " + alias);
    }
    bash = bash.replace(alias, "compopt() { return 0 }");
    return "#compdef "
        + NAME
        + "\n"
        + bash
        + "\n_bash_complete -o default -F _complete_"
        + NAME
        + "\n";
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
