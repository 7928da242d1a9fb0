package dev.giteadrone.model.server;

import dev.giteadrone.model.result.Problem;

/**
 * What keeps a server from answering, and will not heal by itself soon.
 *
 * @param patience how long to wait if it stays unchanged
 */
public record Obstacle(Patience patience, Problem problem) {}
