package dev.giteadrone.model.server;

/** A repository as Drone knows it. */
public record DroneRepository(String owner, String name, boolean active) {}
