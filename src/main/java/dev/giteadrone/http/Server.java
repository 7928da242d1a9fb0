package dev.giteadrone.http;

import dev.giteadrone.model.result.ProblemId;
import java.net.URI;

/**
 * A server that requests go to, with its name for messages.
 *
 * @param name such as {@code Gitea}
 * @param url its root URL without a final slash; it may have a path
 * @param ready the problem of a server that does not answer as it should
 */
public record Server(String name, URI url, ProblemId ready) {}
