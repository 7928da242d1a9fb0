package dev.giteadrone.sandbox.server;

import dev.giteadrone.sandbox.process.Address;
import dev.giteadrone.sandbox.process.Startable;
import dev.giteadrone.sandbox.process.SystemUser;
import java.util.List;
import java.util.Map;

/**
 * What a profile decides about a server.
 *
 * @param account whom it runs as
 * @param variables what it has in its environment beside what every profile gives it
 * @param needed what must be ready before it starts
 */
public record Placement(
    SystemUser account,
    Address address,
    Database database,
    Map<String, String> variables,
    List<Startable> needed) {}
