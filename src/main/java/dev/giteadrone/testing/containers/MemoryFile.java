package dev.giteadrone.testing.containers;

import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Revision;

/** A secrets file in memory. One run uses it at a time, so revisions are only counted. */
abstract class MemoryFile {
  private int writes;

  /** The revision of the content. */
  final Revision revision() {
    return writes == 0 ? Revision.ABSENT : new Revision(Integer.toString(writes));
  }

  /** The revision of a content that was written just now. */
  final Revision written() {
    writes++;
    return revision();
  }

  /** Nobody: it is not encrypted. */
  public final KeyGroups recipients() {
    return KeyGroups.NONE;
  }

  /** Does nothing: there are no drafts. */
  public final void sweep() {}

  /** It can always be written. */
  public final KeyGroups preflight() {
    return recipients();
  }

  /** Does nothing: there is no data key. */
  public final Revision renewDataKey(Revision expected) {
    return expected;
  }
}
