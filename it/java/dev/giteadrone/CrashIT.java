package dev.giteadrone;

import java.io.IOException;
import java.util.List;

/** Deaths of a blank host's bootstrap by two ways, of a repair, and of each rotation. */
final class CrashIT extends CrashScenarios {
  CrashIT() throws IOException {
    super(
        List.of(
            Story.REPAIR,
            Story.CLIENT_SECRET,
            Story.RPC_SECRET,
            Story.ADMIN_PASSWORD,
            Story.ADMIN_TOKEN,
            Story.TOKEN,
            Story.CLI),
        55);
  }
}
