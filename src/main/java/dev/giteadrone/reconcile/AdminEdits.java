package dev.giteadrone.reconcile;

import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.secrets.AdminFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Changes the admin file. Each change reads the file first, and writes it only if the content
 * differs.
 */
public final class AdminEdits {
  private final AdminFile file;

  public AdminEdits(AdminFile file) {
    this.file = file;
  }

  /** Reads the file, and writes what {@code change} returns for it. */
  public void change(UnaryOperator<AdminRecord> change) {
    Stored<AdminRecord> stored = file.read();
    AdminRecord next = change.apply(stored.value());
    if (!next.equals(stored.value())) {
      file.write(stored.revision(), next);
    }
  }

  /** Adds words to the value of a key. A word that is there already is not added again. */
  public void remember(AdminKey key, List<String> words) {
    change(record -> {
      List<String> all = new ArrayList<>(record.words(key));
      all.addAll(words);
      return record.withWords(key, all);
    });
  }

  /** Removes keys and their values. */
  public void forget(AdminKey... keys) {
    change(record -> record.without(keys));
  }
}
