package dev.giteadrone.report.html;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the parts of the wiring are drawn. All connections are straight lines: five lanes, with
 * Gitea across the first three and Drone across all.
 *
 * @param id tells the pictures of a page apart
 */
record Picture(String id, int width, int height, List<Box> boxes, List<Line> lines) {
  private static final int WIDE_LANE = 70;
  private static final int TALL_LANE = 69;

  /** Copies the lists. */
  Picture {
    boxes = List.copyOf(boxes);
    lines = List.copyOf(lines);
  }

  /** A part of the wiring. */
  record Box(Place place, int x, int y, int width, int height) {
    /** Whether there is room for a second line, such as the name of the host. */
    boolean isRoomy() {
      return width >= 120;
    }

    int middle() {
      return x + width / 2;
    }

    int centre() {
      return y + height / 2;
    }
  }

  /**
   * A connection.
   *
   * @param signX where its sign is, and above that its word, if there is room for one
   */
  record Line(Hop hop, int x1, int y1, int x2, int y2, int signX, int signY) {
    /** Whether it goes to the right or to the left. */
    boolean isAcross() {
      return y1 == y2;
    }
  }

  /** From left to right, for a wide window. */
  static Picture wide(List<Hop> runners) {
    List<Box> boxes = new ArrayList<>();
    boxes.add(new Box(Place.OPERATOR, 2, 20, 140, 360));
    boxes.add(new Box(Place.GITEA, 262, 20, 150, 200));
    boxes.add(new Box(Place.SECRETS_FILE, 262, 236, 150, 48));
    boxes.add(new Box(Place.OAUTH_APP, 502, 24, 130, 52));
    boxes.add(new Box(Place.WEBHOOK, 502, 94, 130, 52));
    boxes.add(new Box(Place.DRONE, 732, 20, 150, 360));
    List<Line> lines = new ArrayList<>();
    lines.add(across(Hop.ACCESS, 142, 262, 1));
    lines.add(across(Hop.SECRETS, 142, 262, 3));
    lines.add(new Line(Hop.ACCOUNT, 142, 330, 732, 330, 572, 330));
    lines.add(across(Hop.APPLICATION, 412, 502, 0));
    lines.add(across(Hop.ACTIVATION, 412, 502, 1));
    lines.add(across(Hop.LOGIN, 632, 732, 0));
    lines.add(across(Hop.DELIVERY, 632, 732, 1));
    lines.add(across(Hop.STATUS, 732, 412, 2));
    lines.add(across(Hop.DEPLOY, 412, 732, 3));
    for (int i = 0; i < runners.size(); i++) {
      int y = 20 + 360 * (2 * i + 1) / (2 * runners.size());
      Hop hop = runners.get(i);
      boxes.add(new Box(hop.to(), 980, y - 31, 138, 62));
      lines.add(new Line(hop, 882, y, 980, y, 931, y));
    }
    return new Picture("wide", 1120, 400, boxes, lines);
  }

  private static Line across(Hop hop, int from, int to, int lane) {
    int y = 50 + lane * WIDE_LANE;
    return new Line(hop, from, y, to, y, (from + to) / 2, y);
  }

  /** From top to bottom, for a phone. */
  static Picture tall(List<Hop> runners) {
    List<Box> boxes = new ArrayList<>();
    boxes.add(new Box(Place.OPERATOR, 2, 2, 346, 50));
    boxes.add(new Box(Place.GITEA, 2, 116, 206, 56));
    boxes.add(new Box(Place.SECRETS_FILE, 214, 116, 66, 56));
    boxes.add(new Box(Place.OAUTH_APP, 2, 232, 66, 50));
    boxes.add(new Box(Place.WEBHOOK, 72, 232, 66, 50));
    boxes.add(new Box(Place.DRONE, 2, 342, 346, 56));
    List<Line> lines = new ArrayList<>();
    lines.add(down(Hop.ACCESS, 52, 116, 1));
    lines.add(down(Hop.SECRETS, 52, 116, 3));
    lines.add(down(Hop.ACCOUNT, 52, 342, 4));
    lines.add(down(Hop.APPLICATION, 172, 232, 0));
    lines.add(down(Hop.ACTIVATION, 172, 232, 1));
    lines.add(down(Hop.LOGIN, 282, 342, 0));
    lines.add(down(Hop.DELIVERY, 282, 342, 1));
    lines.add(down(Hop.STATUS, 342, 172, 2));
    lines.add(down(Hop.DEPLOY, 172, 342, 3));
    for (int i = 0; i < runners.size(); i++) {
      int room = 346 / runners.size();
      Hop hop = runners.get(i);
      int x = 2 + room * i + room / 2;
      int width = Math.min(room - 12, 160);
      boxes.add(new Box(hop.to(), x - width / 2, 462, width, 46));
      lines.add(new Line(hop, x, 398, x, 462, x, 430));
    }
    return new Picture("tall", 350, 510, boxes, lines);
  }

  private static Line down(Hop hop, int from, int to, int lane) {
    int x = 36 + lane * TALL_LANE;
    return new Line(hop, x, from, x, to, x, (from + to) / 2);
  }
}
