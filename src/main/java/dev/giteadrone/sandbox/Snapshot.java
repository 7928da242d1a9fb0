package dev.giteadrone.sandbox;

import java.nio.file.Path;
import java.util.Set;

/**
 * A saved state of all servers' data and of the host folders, which can be restored.
 *
 * @param folder the copies
 * @param running the names of the parts that ran
 */
public record Snapshot(Path folder, Set<String> running) {}
