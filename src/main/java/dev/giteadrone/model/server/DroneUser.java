package dev.giteadrone.model.server;

/** A Drone account. */
public record DroneUser(String login, boolean admin, boolean active, boolean machine) {}
