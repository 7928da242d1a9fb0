package dev.giteadrone.cli.terminal;

import dev.giteadrone.init.InitPlan;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.JsonEvents;
import dev.giteadrone.report.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The output of {@code init}, as text and JSON. */
public final class InitLines {
  private final Screen screen;
  private final Layout layout;
  private final Optional<JsonEvents> json;

  private final boolean dryRun;

  /**
   * Creates the output.
   *
   * @param dryRun whether the files are only shown: then they are what the command was asked for,
   *     and go to standard output
   */
  public InitLines(Screen screen, Layout layout, Optional<JsonEvents> json, boolean dryRun) {
    this.screen = screen;
    this.layout = layout;
    this.json = json;
    this.dryRun = dryRun;
  }

  /** Prints the files, the differences to existing files, and warnings. */
  public void plan(InitPlan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(Text.line(Glyph.STAGE.sign() + " init     " + plan.folder()));
    for (InitPlan.Item item : plan.items()) {
      lines.addAll(
          layout.wrapped(
              Glyph.of(item.change()), item.label(), name(plan, item) + ", " + item.text()));
    }
    plan.diff().forEach(line -> lines.add("    " + Text.line(line)));
    print(lines);
    for (String warning : plan.warnings()) {
      screen.lines(layout.wrapped(Glyph.ATTENTION, "note", warning));
      json.ifPresent(events -> events.warning(warning));
    }
  }

  /** Prints the result. */
  public void end(InitPlan plan, List<String> next) {
    List<String> lines = new ArrayList<>();
    long kept = plan.items().size() - plan.count();
    String files = plan.count() == 1 ? "1 file" : plan.count() + " files";
    if (dryRun) {
      lines.add(plan.isEmpty() ? "Nothing to write." : files + " to write; nothing was written.");
    } else if (plan.isEmpty()) {
      lines.add("Nothing to write: everything is there.");
    } else {
      lines.add("Done. " + files + " written" + (kept > 0 ? ", " + kept + " kept." : "."));
    }
    lines.addAll(Layout.next(next.stream().map(Text::line).toList()));
    print(lines);
    json.ifPresent(events ->
        events.files(
            dryRun,
            plan.items().stream()
                .map(item ->
                    new JsonEvents.FileEvent(item.label(), item.file(), item.change(), item.text()))
                .toList(),
            next));
  }

  private void print(List<String> lines) {
    if (dryRun) {
      screen.data(lines);
    } else {
      screen.lines(lines);
    }
  }

  private static String name(InitPlan plan, InitPlan.Item item) {
    Path file = item.file();
    return file.startsWith(plan.folder())
        ? plan.folder().relativize(file).toString()
        : file.toString();
  }
}
