package dev.giteadrone.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import java.util.ArrayList;
import java.util.List;

/** The findings as text and as JSON. */
public record DoctorReport(List<Section> sections) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SCHEMA = 1;
  private static final int LABEL_WIDTH = 11;

  /** Copies the list. */
  public DoctorReport {
    sections = List.copyOf(sections);
  }

  /** Whether nothing is bad; warnings may remain. */
  public boolean isGood() {
    return count(Finding.Status.BAD) == 0;
  }

  /** The lines for people: a finding each, with what there is to do. */
  public List<String> text(Layout layout) {
    List<String> lines = new ArrayList<>();
    for (Section section : sections) {
      lines.add(Glyph.STAGE.sign() + " " + section.title());
      for (Finding finding : section.findings()) {
        String label = ("%-" + LABEL_WIDTH + "s").formatted(finding.label());
        lines.addAll(shown(layout, finding, label));
        if (!finding.next().isEmpty()) {
          lines.addAll(layout.detail("next", finding.next()));
        }
      }
    }
    lines.add(summary());
    return lines;
  }

  /** A value is cut in its middle where it is too long; a message is wrapped. */
  private static List<String> shown(Layout layout, Finding finding, String label) {
    Glyph glyph = glyph(finding.status());
    return switch (finding.status()) {
      case OK, SKIPPED -> List.of(layout.fact(glyph, label, finding.text()));
      case WARNING, BAD -> layout.wrapped(glyph, label, finding.text());
    };
  }

  /** {@code {"schema":1,"lines":[…]}}, on one line. */
  public String json() {
    ObjectNode root = JSON.createObjectNode().put("schema", SCHEMA);
    ArrayNode lines = root.putArray("lines");
    for (Section section : sections) {
      for (Finding finding : section.findings()) {
        lines
            .addObject()
            .put("group", section.title())
            .put("label", finding.label())
            .put("status", finding.status().name())
            .put("text", finding.text())
            .put("next", finding.next());
      }
    }
    return root.toString();
  }

  private String summary() {
    long bad = count(Finding.Status.BAD);
    long warnings = count(Finding.Status.WARNING);
    return bad + warnings == 0
        ? "Nothing is wrong here. Builds were not tried: gitea-drone verify. Nothing was changed."
        : "Problems: " + bad + ", warnings: " + warnings + ". Nothing was changed.";
  }

  private long count(Finding.Status status) {
    return sections.stream()
        .flatMap(section -> section.findings().stream())
        .filter(finding -> finding.status() == status)
        .count();
  }

  private static Glyph glyph(Finding.Status status) {
    return switch (status) {
      case OK -> Glyph.DONE;
      case WARNING -> Glyph.ATTENTION;
      case BAD -> Glyph.FAILED;
      case SKIPPED -> Glyph.SKIPPED;
    };
  }
}
