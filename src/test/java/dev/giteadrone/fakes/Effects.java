package dev.giteadrone.fakes;

import dev.giteadrone.reconcile.Gateways;
import java.util.ArrayList;
import java.util.List;

/** Numbers the effects of a run, and lets a run die before or after one of them. */
public final class Effects {
  /** Where a run dies. */
  public enum Place {
    /** Before the effect is sent. */
    BEFORE,
    /** The effect is done, and whoever asked for it never hears of it. */
    AFTER
  }

  /** A run's death; nothing catches it. */
  public static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death(String where) {
      super(where);
    }
  }

  private final int number;
  private final Place place;
  private final List<String> seen = new ArrayList<>();

  private Effects(int number, Place place) {
    this.number = number;
    this.place = place;
  }

  /** Only counts. */
  public static Effects counting() {
    return new Effects(-1, Place.BEFORE);
  }

  /** Dies at effect {@code number}, counted from 0. */
  public static Effects dyingAt(int number, Place place) {
    return new Effects(number, place);
  }

  /** The effects so far, in order. */
  public List<String> seen() {
    return List.copyOf(seen);
  }

  /** The same gateways, watched. */
  public Gateways watch(Gateways gateways) {
    return WatchedGateways.of(gateways, this::around);
  }

  private Object around(String name, WatchedGateways.Effect effect) throws Throwable {
    boolean here = seen.size() == number;
    seen.add(name);
    if (here && place == Place.BEFORE) {
      throw new Death("before " + name);
    }
    Object answer = effect.run();
    if (here) {
      throw new Death("after " + name);
    }
    return answer;
  }
}
