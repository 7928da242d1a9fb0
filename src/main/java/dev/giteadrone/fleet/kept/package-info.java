/** Keeps the reports of shards in Gitea's package registry, and fetches them from there. */
@NullMarked
package dev.giteadrone.fleet.kept;

import org.jspecify.annotations.NullMarked;
