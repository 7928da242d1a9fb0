package dev.giteadrone.model.secret;

/** A value and the revision of the file it was read from. */
public record Stored<T>(T value, Revision revision) {}
