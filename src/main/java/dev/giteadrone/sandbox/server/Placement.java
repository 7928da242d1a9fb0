package dev.giteadrone.sandbox.server;

import dev.giteadrone.sandbox.loopback.Address;
import dev.giteadrone.sandbox.process.Startable;
import dev.giteadrone.sandbox.process.SystemUser;
import java.util.List;
import java.util.Map;

/**
 * The decisions of a profile about one server.
 *
 * @param account the user it runs as
 * @param variables its environment, in addition to the variables of every profile
 * @param needed what must be ready before it starts
 */
public record Placement(
    SystemUser account,
    Address address,
    Database database,
    Map<String, String> variables,
    List<Startable> needed) {}
