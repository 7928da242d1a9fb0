package dev.giteadrone.cli.fleet;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.fleet.HostLine;
import java.util.Collection;

/** The line of one host: a sign, its name, and what there is to say. */
final class HostRow {
  private static final int WIDEST_NAME = 32;

  private final Layout layout;
  private final int names;

  /**
   * Lines whose texts begin in one column.
   *
   * @param names of all hosts
   */
  HostRow(Layout layout, Collection<String> names) {
    this.layout = layout;
    this.names =
        Math.clamp(
            names.stream().mapToInt(String::length).max().orElse(WIDEST_NAME), 1, WIDEST_NAME);
  }

  /** One line, cut in the middle if it is too long. */
  String of(Glyph glyph, String name, String text) {
    return layout.fact(glyph, label(name), text);
  }

  /** The line of a host that is through. */
  String of(HostLine host) {
    return of(host.glyph(), host.name(), host.text());
  }

  /** A name that fills its column. */
  String label(String name) {
    return ("%-" + names + "s").formatted(shown(name));
  }

  /** A name without what a terminal would obey: a file may be called anything. */
  static String shown(String name) {
    return Text.line(name);
  }

  /** Whether more than one line is needed to explain how it ended. */
  static boolean needsWords(HostLine host) {
    return host.exitCode() != ExitCode.INTERRUPTED && host.problem().isPresent();
  }
}
