package dev.giteadrone.sandbox.server;

import dev.giteadrone.model.desired.RunnerType;

/**
 * A runner of the sandbox.
 *
 * @param machine its name, as Drone shows it
 * @param standIn whether it replaces a program that is not installed
 * @param running whether it runs; before the first deploy none can
 */
public record RunnerFact(RunnerType type, String machine, boolean standIn, boolean running) {}
