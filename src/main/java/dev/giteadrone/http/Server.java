package dev.giteadrone.http;

import java.net.URI;

/**
 * A server we talk to, as messages name it.
 *
 * @param name such as {@code Gitea}
 * @param url its root URL without a final slash; it may have a path
 * @param readyCheck the id of the check that it is there, for {@code explain}
 */
public record Server(String name, URI url, String readyCheck) {}
