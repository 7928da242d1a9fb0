package dev.giteadrone.http;

import java.net.URI;

/**
 * A server that requests go to, with its name for messages.
 *
 * @param name such as {@code Gitea}
 * @param url its root URL without a final slash; it may have a path
 * @param readyCheck the id of the check that the server answers, for {@code explain}
 */
public record Server(String name, URI url, String readyCheck) {}
