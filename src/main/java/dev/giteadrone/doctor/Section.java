package dev.giteadrone.doctor;

import java.util.List;

/**
 * The findings about one thing.
 *
 * @param title such as {@code this machine} or {@code gitea https://git.my-domain.tld}
 */
public record Section(String title, List<Finding> findings) {
  /** Copies the list. */
  public Section {
    findings = List.copyOf(findings);
  }
}
