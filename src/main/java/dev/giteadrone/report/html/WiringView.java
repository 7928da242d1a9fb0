package dev.giteadrone.report.html;

import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.RunReport;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The picture of the wiring, and the same in words. */
final class WiringView {
  private static final Set<Hop> RUNNERS = Set.of(Hop.DOCKER, Hop.EXEC);

  private final RunReport report;
  private final Unreached unreached;
  private final Cut cut;
  private final List<Edge> edges;
  private final List<Fault> faults;
  private final Set<Hop> checked;

  WiringView(RunReport report, Unreached unreached, Cut cut) {
    this.report = report;
    this.unreached = unreached;
    this.cut = cut;
    this.edges = Edge.all(report);
    this.faults = Fault.all(report);
    this.checked =
        report.checks().stream().map(check -> Hop.of(check.check())).collect(Collectors.toSet());
  }

  Map<String, Object> view() {
    List<Hop> runners = edges.stream().map(Edge::hop).filter(RUNNERS::contains).toList();
    return Fields.of(
            "pictures", List.of(picture(Picture.wide(runners)), picture(Picture.tall(runners))))
        .with("faults", faults.stream().map(this::inWords).toList())
        .with("edges", edges.stream().filter(Edge::checked).map(this::inWords).toList())
        .with("unchecked", unchecked())
        .map();
  }

  /** The titles of the connections that were not looked at. */
  private Optional<String> unchecked() {
    return Optional.of(
            edges.stream()
                .filter(edge -> !edge.checked())
                .map(edge -> edge.hop().title())
                .collect(Collectors.joining(", ")))
        .filter(titles -> !titles.isEmpty());
  }

  /** Such as {@code 8 connections work, 1 failed, 2 unknown}. */
  private String summary() {
    String broken =
        faults.stream().map(fault -> fault.describe() + ". ").collect(Collectors.joining());
    return "Of %d connections, %d work, %d failed, %d unknown. %sThe list below says the same."
        .formatted(
            edges.size(),
            count(Edge.State.WORKS),
            count(Edge.State.FAILED),
            count(Edge.State.UNKNOWN),
            broken);
  }

  private long count(Edge.State state) {
    return edges.stream().filter(edge -> edge.state() == state).count();
  }

  private Map<String, Object> picture(Picture picture) {
    return Fields.of("id", picture.id())
        .with("width", picture.width())
        .with("height", picture.height())
        .with("summary", summary())
        .with("boxes", picture.boxes().stream().map(this::box).toList())
        .with("lines", picture.lines().stream().map(this::line).toList())
        .map();
  }

  private Map<String, Object> box(Picture.Box box) {
    Optional<String> detail = box.isRoomy() ? detail(box) : Optional.empty();
    boolean split = !box.isRoomy() && box.place().title().indexOf(' ') > 0;
    List<String> title = split ? List.of(box.place().title().split(" ")) : List.of(title(box));
    boolean lower = detail.isPresent() || split;
    List<Map<String, Object>> fault =
        faults.stream()
            .filter(some -> some.place() == box.place())
            .map(some ->
                Map.<String, Object>of("href", address(some.check()), "name", some.describe()))
            .toList();
    return Fields.of("x", box.x())
        .with("fault", fault)
        // On the border, at the right, but never beyond the picture.
        .with("signX", box.x() + box.width() - 10)
        .with("signY", Math.max(box.y(), 12))
        .with("signTextY", Math.max(box.y(), 12) + 5)
        .with("y", box.y())
        .with("width", box.width())
        .with("height", box.height())
        .with("middle", box.middle())
        .with("room", box.isRoomy() ? "roomy" : "narrow")
        .with("title", title.getFirst())
        .with("titleY", box.centre() + (lower ? -4 : 5))
        .with("second", title.size() > 1 ? List.of(title.get(1)) : List.<String>of())
        .with("detail", detail)
        .with("lowerY", box.centre() + 14)
        .map();
  }

  private static String title(Picture.Box box) {
    return box.place().title();
  }

  /** The name of a part on this host, as much of it as there is room for. */
  private Optional<String> detail(Picture.Box box) {
    String name =
        switch (box.place()) {
          case OPERATOR -> report.setup().administrator();
          case SECRETS_FILE -> report.setup().secretsFile();
          case GITEA -> host(report.gitea());
          case DRONE -> host(report.drone());
          default -> "";
        };
    int room = box.width() - 8;
    int width = Math.max(1, width(name));
    int length = width <= room ? name.length() : room / Math.max(9, width / name.length());
    return Optional.of(cut.fit(name, length)).filter(text -> !text.isBlank());
  }

  /** Of a text in pixels, by a guess that is rather too large. */
  private static int width(String text) {
    return text.codePoints().map(WiringView::widthOf).sum();
  }

  private static int widthOf(int c) {
    if ("fijlrt.,:;-/1|()[]'".indexOf(c) >= 0) {
      return 5;
    } else if (c > '~' || "mwMW&@%".indexOf(c) >= 0) {
      return 13;
    }
    return Character.isLowerCase(c) || Character.isDigit(c) ? 8 : 10;
  }

  private static String host(String url) {
    try {
      String authority = URI.create(url).getAuthority();
      return authority == null ? "" : authority;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private Map<String, Object> line(Picture.Line line) {
    Edge edge = edge(line.hop());
    Glyph glyph = edge.state().glyph();
    boolean across = line.isAcross();
    int forward = Integer.signum(across ? line.x2() - line.x1() : line.y2() - line.y1());
    return Fields.of("path", path(line, across, forward))
        .with("tip", tip(line, across, forward))
        .with("state", edge.state().word())
        .with("sign", glyph.sign())
        .with("signX", line.signX())
        .with("signY", line.signY())
        .with("textY", line.signY() + 5)
        .with("title", edge.hop().title() + ": " + edge.state().word())
        .with("href", address(edge))
        .with("label", across ? List.of(edge.hop().verb()) : List.<String>of())
        .with("labelY", line.signY() - 20)
        .map();
  }

  private static String path(Picture.Line line, boolean across, int forward) {
    return across
        ? "M%d %dH%d".formatted(line.x1(), line.y1(), line.x2() - 7 * forward)
        : "M%d %dV%d".formatted(line.x1(), line.y1(), line.y2() - 7 * forward);
  }

  /** The head of the arrow. */
  private static String tip(Picture.Line line, boolean across, int forward) {
    return across
        ? "M%d %dl%d -5v10z".formatted(line.x2() - forward, line.y2(), -9 * forward)
        : "M%d %dl-5 %dh10z".formatted(line.x2(), line.y2() - forward, -9 * forward);
  }

  private Edge edge(Hop hop) {
    return edges.stream().filter(edge -> edge.hop() == hop).findFirst().orElseThrow();
  }

  /** Where the page says more: at the check that failed, or at the group of checks. */
  private Optional<String> address(Edge edge) {
    if (!checked.contains(edge.hop())) {
      return edge.failed().map(this::address);
    }
    return unreached
        .address(edge.hop(), report)
        .or(() -> edge.failed().filter(this::isListed).map(this::address))
        .or(() -> Optional.of("#" + edge.hop().anchor()));
  }

  /** Where the page says more about a check that failed, or that stopped the run. */
  private String address(CheckId check) {
    return "#" + (isListed(check) ? CheckGroups.anchor(check) : "verdict");
  }

  private boolean isListed(CheckId check) {
    return report.checks().stream().anyMatch(listed -> listed.check() == check);
  }

  private Map<String, Object> inWords(Fault fault) {
    return Map.of(
        "title",
        fault.place().title(),
        "href",
        address(fault.check()),
        "note",
        cut.text(fault.check().id() + ", " + fault.seen()));
  }

  /** Of a check that is in the line of a broken part already, only the id. */
  private String note(Edge edge) {
    return edge.failed()
        .filter(check -> faults.stream().anyMatch(fault -> fault.check() == check))
        .map(CheckId::id)
        .orElseGet(() -> cut.text(edge.note()));
  }

  private Map<String, Object> inWords(Edge edge) {
    Glyph glyph = edge.state().glyph();
    return Fields.of("title", edge.hop().title())
        .with("href", address(edge))
        .with("state", edge.state().word())
        .with("sign", glyph.sign())
        .with("note", note(edge))
        .map();
  }
}
