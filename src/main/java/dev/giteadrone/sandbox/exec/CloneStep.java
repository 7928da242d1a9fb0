package dev.giteadrone.sandbox.exec;

import dev.giteadrone.drone.api.model.StageDetails;
import dev.giteadrone.io.ShellQuoting;
import java.util.List;

/** The commands that clone the repository. */
final class CloneStep {
  private CloneStep() {}

  /** The commands for the commit of a build. Git reads credentials from the netrc file. */
  static List<String> of(StageDetails details) {
    String url = details.repository().gitHttpUrl();
    String ref = details.build().ref();
    return List.of(
        "git init -q",
        "git remote add origin " + ShellQuoting.word(url == null ? "" : url),
        "git fetch -q origin +" + ShellQuoting.word(ref) + ":",
        "git checkout -q " + ShellQuoting.word(details.build().after()));
  }
}
