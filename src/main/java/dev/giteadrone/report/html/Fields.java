package dev.giteadrone.report.html;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a part of the page by their names. A map, since the template engine cannot read
 * records of a module.
 */
public final class Fields {
  private final Map<String, Object> values = new HashMap<>();

  private Fields() {}

  /** One value. */
  public static Fields of(String name, Object value) {
    return new Fields().with(name, value);
  }

  /** Adds a value. */
  public Fields with(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** A section of the template that is left out if there is no value. */
  public Fields with(String name, Optional<?> value) {
    return with(name, value.stream().toList());
  }

  /** All of them. */
  public Map<String, Object> map() {
    return Map.copyOf(values);
  }

  /** A section of the template that is shown once, or left out. */
  public static List<Boolean> when(boolean shown) {
    return shown ? List.of(true) : List.of();
  }
}
