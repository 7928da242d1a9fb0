package dev.giteadrone.model;

/** A value and the revision of the file it was read from. */
public record Stored<T>(T value, Revision revision) {}
