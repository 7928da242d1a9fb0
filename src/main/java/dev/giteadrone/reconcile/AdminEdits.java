package dev.giteadrone.reconcile;

import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.secrets.AdminFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes the admin file as it is now; one that is as wanted is not written. */
public final class AdminEdits {
  private final AdminFile file;

  public AdminEdits(AdminFile file) {
    this.file = file;
  }

  /** Reads it, and writes what {@code change} makes of it. */
  public void change(UnaryOperator<AdminRecord> change) {
    Stored<AdminRecord> stored = file.read();
    AdminRecord next = change.apply(stored.value());
    if (!next.equals(stored.value())) {
      file.write(stored.revision(), next);
    }
  }

  /** Adds words to a key, once each. */
  public void remember(AdminKey key, List<String> words) {
    change(record -> {
      List<String> all = new ArrayList<>(record.words(key));
      all.addAll(words);
      return record.withWords(key, all);
    });
  }

  /** Removes keys. */
  public void forget(AdminKey... keys) {
    change(record -> record.without(keys));
  }
}
