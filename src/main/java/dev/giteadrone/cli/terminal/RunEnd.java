package dev.giteadrone.cli.terminal;

import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.MachineOutput;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.TextReport;
import dev.giteadrone.report.file.ReportFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Prints the end of a run and writes its report, once: when it ends, or is interrupted. */
public final class RunEnd {
  /** What is printed at the end. */
  public enum Content {
    /** The result of a run that changed or checked something. */
    SUMMARY,
    /** The planned steps, to standard output: they are what the command was asked for. */
    PLAN,
    /** The planned steps, before a question on the terminal. */
    PREVIEW
  }

  /**
   * Where the end of a run goes.
   *
   * @param progress the layout of text on standard error
   * @param data the layout of text on standard output
   * @param machine what goes to standard output for programs
   * @param report the file of {@code --report}
   */
  public record Outputs(
      Layout progress, Layout data, Optional<MachineOutput> machine, Optional<Path> report) {}

  private final Outputs outputs;
  private final Content content;
  private boolean ended;

  /** Nothing is written yet. */
  public RunEnd(Outputs outputs, Content content) {
    this.outputs = outputs;
    this.content = content;
  }

  /**
   * The end of a run that was not interrupted.
   *
   * @return false if the report cannot be written
   */
  public synchronized boolean reached(RunReport report, Screen screen) {
    if (ended) {
      return true;
    }
    ended = true;
    print(screen, report);
    List<String> wrong = write(report);
    screen.lines(wrong);
    return wrong.isEmpty();
  }

  /**
   * The end of a run that Ctrl-C stops; called from a thread of its own.
   *
   * @param soFar what the run has done, if it has begun
   * @return lines to print
   */
  public synchronized List<String> interrupted(Supplier<Optional<RunReport>> soFar) {
    if (ended) {
      return List.of();
    }
    ended = true;
    return soFar.get().map(this::write).orElse(List.of());
  }

  private void print(Screen screen, RunReport report) {
    TextReport text = new TextReport(outputs.progress());
    switch (content) {
      case SUMMARY -> screen.lines(text.closing(report));
      case PREVIEW -> screen.lines(text.plan(report));
      case PLAN -> screen.data(new TextReport(outputs.data()).plan(report));
    }
    if (content != Content.SUMMARY) {
      screen.lines(text.stopped(report));
    }
  }

  /** What is wrong with the report; nothing if it is written, or none was asked for. */
  private List<String> write(RunReport report) {
    outputs.machine().ifPresent(output -> output.run(report));
    try {
      outputs.report().ifPresent(file -> ReportFile.write(file, report));
      return List.of();
    } catch (Failure e) {
      Problem problem = e.problem();
      return outputs.progress().problem(Glyph.FAILED, Layout.label(problem), problem);
    }
  }
}
