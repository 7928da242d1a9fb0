package dev.giteadrone.fleet;

import java.nio.file.Path;

/**
 * The configuration of one of many hosts.
 *
 * @param name of the host, unique among them: the path below the working directory, without what
 *     all such files have in common
 * @param shown the path as messages show it, below the working directory if it is there
 * @param path absolute
 */
public record HostFile(String name, String shown, Path path) {}
