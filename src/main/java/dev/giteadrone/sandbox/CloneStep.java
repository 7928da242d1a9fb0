package dev.giteadrone.sandbox;

import dev.giteadrone.drone.api.model.StageDetails;
import java.util.List;

/** The commands with which a runner clones the repository. */
final class CloneStep {
  private CloneStep() {}

  /** The commands for a build's commit. Credentials come from the netrc file. */
  static List<String> of(StageDetails details) {
    String url = details.repository().gitHttpUrl();
    String ref = details.build().ref();
    return List.of(
        "git init -q",
        "git remote add origin " + Shell.quoted(url == null ? "" : url),
        "git fetch -q origin +" + Shell.quoted(ref) + ":",
        "git checkout -q " + Shell.quoted(details.build().after()));
  }
}
