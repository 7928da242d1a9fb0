package dev.giteadrone.report.fleet;

import dev.giteadrone.io.Revisions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of one host in the folder of a report. Their names are safe on every file system, and
 * two hosts never share one: the end of a name is a digest of the host's name.
 *
 * @param slug the name without its suffix
 */
record HostReportFiles(String slug) {
  static final String FOLDER = "hosts";

  private static final int READABLE = 60;
  private static final int DIGEST = 12;
  private static final Pattern OWN =
      Pattern.compile("([a-z0-9.-]*-[0-9a-f]{" + DIGEST + "})\\.(?:json|html)");

  static HostReportFiles of(String host) {
    String readable = host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
    String start = readable.substring(0, Math.min(READABLE, readable.length()));
    String digest = Revisions.hex(host.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST);
    return new HostReportFiles(start.replaceFirst("^[.-]+", "") + "-" + digest);
  }

  /** Those that a file belongs to, by its name; empty if it is no file of a host. */
  static Optional<HostReportFiles> ofFile(String name) {
    Matcher own = OWN.matcher(name);
    return own.matches() ? Optional.of(new HostReportFiles(own.group(1))) : Optional.empty();
  }

  /** Relative to the folder of the report, with slashes. */
  String json() {
    return FOLDER + "/" + slug + ".json";
  }

  /** Relative to the folder of the report, with slashes. */
  String html() {
    return FOLDER + "/" + slug + ".html";
  }

  Path json(Path folder) {
    return folder.resolve(FOLDER).resolve(slug + ".json");
  }

  Path html(Path folder) {
    return folder.resolve(FOLDER).resolve(slug + ".html");
  }
}
