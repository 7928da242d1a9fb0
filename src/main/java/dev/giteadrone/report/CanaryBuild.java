package dev.giteadrone.report;

/**
 * The build that verified the runners.
 *
 * @param number its number in the canary repository
 * @param url its page in Drone
 */
public record CanaryBuild(long number, String url) {}
