package dev.giteadrone.model;

/** Everything that was found, as the verification starts from it. */
public record Observed(
    FilesObserved files, AccessObserved access, WiringObserved wiring, LiveObserved live) {}
