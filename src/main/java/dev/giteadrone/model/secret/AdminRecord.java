package dev.giteadrone.model.secret;

import java.util.Arrays;
import java.util.Collection;
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
  /** The content of a file that does not exist. */
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

  /** This record with {@code key} set. */
  public AdminRecord with(AdminKey key, Secret value) {
    Map<AdminKey, Secret> next = copy();
    next.put(key, value);
    return new AdminRecord(next);
  }

  /** This record with {@code key} set to a value that is not a secret. */
  public AdminRecord with(AdminKey key, String value) {
    return with(key, Secret.of(value));
  }

  /** This record without {@code keys}. */
  public AdminRecord without(AdminKey... keys) {
    Map<AdminKey, Secret> next = copy();
    next.keySet().removeAll(Arrays.asList(keys));
    return new AdminRecord(next);
  }

  /** The words of a key that holds several, separated by blanks; empty if it is not there. */
  public List<String> words(AdminKey key) {
    return text(key).stream()
        .flatMap(words -> Stream.of(words.split(" ")))
        .filter(word -> !word.isBlank())
        .toList();
  }

  /** This record with exactly these words in {@code key}; without the key if there are none. */
  public AdminRecord withWords(AdminKey key, Collection<String> words) {
    return words.isEmpty()
        ? without(key)
        : with(key, words.stream().distinct().collect(Collectors.joining(" ")));
  }

  /** Names of access tokens that may exist without being ours to use. */
  public List<String> pendingTokens() {
    return words(AdminKey.PENDING_TOKENS);
  }

  /** Client ids of the applications this program created. */
  public List<String> createdApps() {
    return words(AdminKey.CREATED_APPS);
  }

  /** RPC secrets that a rotation has replaced and that the running Drone may still have. */
  public List<Secret> replacedRpcSecrets() {
    return words(AdminKey.REPLACED_RPC_SECRETS).stream().map(Secret::of).toList();
  }

  /** This record with exactly these names pending. */
  public AdminRecord withPendingTokens(List<String> names) {
    return withWords(AdminKey.PENDING_TOKENS, names);
  }

  private Map<AdminKey, Secret> copy() {
    Map<AdminKey, Secret> next = new EnumMap<>(AdminKey.class);
    next.putAll(values);
    return next;
  }
}
