package dev.giteadrone.model;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The content of the admin file.
 *
 * @param values those present and not empty
 */
public record AdminRecord(Map<AdminKey, Secret> values) {
  /** What a file that does not exist holds. */
  public static final AdminRecord EMPTY = new AdminRecord(Map.of());

  /** Copies the map. */
  public AdminRecord {
    values = Map.copyOf(values);
  }

  /** The value, if it is there. */
  public Optional<Secret> get(AdminKey key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The value of a key that holds no secret. */
  public Optional<String> text(AdminKey key) {
    return get(key).map(Secret::reveal);
  }

  /** The same with {@code key} set. */
  public AdminRecord with(AdminKey key, Secret value) {
    Map<AdminKey, Secret> next = copy();
    next.put(key, value);
    return new AdminRecord(next);
  }

  /** The same with {@code key} set to something that is no secret. */
  public AdminRecord with(AdminKey key, String value) {
    return with(key, Secret.of(value));
  }

  /** The same without {@code keys}. */
  public AdminRecord without(AdminKey... keys) {
    Map<AdminKey, Secret> next = copy();
    next.keySet().removeAll(Arrays.asList(keys));
    return new AdminRecord(next);
  }

  /** Names of access tokens that may exist without being ours to use. */
  public List<String> pendingTokens() {
    return text(AdminKey.PENDING_TOKENS).stream()
        .flatMap(names -> Stream.of(names.split(" ")))
        .filter(name -> !name.isBlank())
        .toList();
  }

  /** Client ids of the applications this program created. */
  public List<String> createdApps() {
    return text(AdminKey.CREATED_APPS).stream()
        .flatMap(ids -> Stream.of(ids.split(" ")))
        .filter(id -> !id.isBlank())
        .toList();
  }

  /** The same with exactly these names pending. */
  public AdminRecord withPendingTokens(List<String> names) {
    return names.isEmpty()
        ? without(AdminKey.PENDING_TOKENS)
        : with(AdminKey.PENDING_TOKENS, names.stream().distinct().collect(Collectors.joining(" ")));
  }

  private Map<AdminKey, Secret> copy() {
    Map<AdminKey, Secret> next = new EnumMap<>(AdminKey.class);
    next.putAll(values);
    return next;
  }
}
