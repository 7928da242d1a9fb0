package dev.giteadrone.model.desired;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The options of one run.
 *
 * @param timeout time limit of the run, not counting a deploy
 * @param level how far verification goes
 * @param frozen change no server and no file: create no secret, do not log in, push nothing
 * @param allowRotate create a new secret even if somebody may have the old one
 * @param deployAnyway deploy from a branch that is behind, with changes of other files, or from
 *     inside a build
 * @param allowPlainHttp talk plain HTTP to hosts other than loopback
 * @param caCertificate PEM file with a certificate authority to trust beside the JDK's
 * @param siblings secrets files of the other hosts of the same command: if they share a repository,
 *     their changes are no reason against a deploy of this host
 */
public record RunOptions(
    Duration timeout,
    Level level,
    boolean frozen,
    boolean allowRotate,
    boolean deployAnyway,
    boolean allowPlainHttp,
    Optional<Path> caCertificate,
    Set<Path> siblings) {
  /** Five minutes, full verification, nothing special allowed. */
  public static final RunOptions DEFAULT =
      new RunOptions(
          Duration.ofMinutes(5),
          Level.FULL,
          false,
          false,
          false,
          false,
          Optional.empty(),
          Set.of());

  /** Copies the set, unless it cannot change anyway. */
  public RunOptions {
    siblings = Set.copyOf(siblings);
  }

  /** These options with another level. */
  public RunOptions withLevel(Level other) {
    return new RunOptions(
        timeout, other, frozen, allowRotate, deployAnyway, allowPlainHttp, caCertificate, siblings);
  }

  /** These options, frozen or not. */
  public RunOptions withFrozen(boolean yes) {
    return new RunOptions(
        timeout, level, yes, allowRotate, deployAnyway, allowPlainHttp, caCertificate, siblings);
  }

  /** These options, with rotation allowed or not. */
  public RunOptions withAllowRotate(boolean yes) {
    return new RunOptions(
        timeout, level, frozen, yes, deployAnyway, allowPlainHttp, caCertificate, siblings);
  }

  /** These options, trusting the certificate authority of this PEM file, if one is given. */
  public RunOptions withCaCertificate(Optional<Path> pem) {
    return new RunOptions(
        timeout, level, frozen, allowRotate, deployAnyway, allowPlainHttp, pem, siblings);
  }

  /** These options with another time limit. */
  public RunOptions withTimeout(Duration other) {
    return new RunOptions(
        other, level, frozen, allowRotate, deployAnyway, allowPlainHttp, caCertificate, siblings);
  }

  /** These options, with or without a deploy despite the reasons against it. */
  public RunOptions withDeployAnyway(boolean yes) {
    return new RunOptions(
        timeout, level, frozen, allowRotate, yes, allowPlainHttp, caCertificate, siblings);
  }

  /** The same, with plain HTTP to hosts other than loopback. */
  public RunOptions withAllowPlainHttp(boolean yes) {
    return new RunOptions(
        timeout, level, frozen, allowRotate, deployAnyway, yes, caCertificate, siblings);
  }

  /** The same, beside other hosts with these secrets files. */
  public RunOptions withSiblings(Set<Path> files) {
    return new RunOptions(
        timeout, level, frozen, allowRotate, deployAnyway, allowPlainHttp, caCertificate, files);
  }
}
