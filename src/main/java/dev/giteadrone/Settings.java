package dev.giteadrone;

import dev.giteadrone.errors.mapping.LibraryTerms;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import java.util.Map;

/**
 * What a {@link GiteaDrone} was built with.
 *
 * @param terms the words in messages
 */
record Settings(
    Description description,
    RunOptions options,
    RunListener listener,
    Map<String, String> environment,
    LibraryTerms terms) {

  /** Reads what is wanted; each run reads it again. */
  interface Description {
    Desired read(Map<String, String> environment);
  }

  Desired desired() {
    return description.read(environment);
  }

  Results results() {
    return new Results(terms);
  }

  Progress progress() {
    return new ListenerProgress(listener, results());
  }
}
