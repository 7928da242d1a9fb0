package dev.giteadrone.model;

/** A repository as Drone knows it. */
public record DroneRepository(String owner, String name, boolean active) {}
