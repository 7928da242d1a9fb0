package dev.giteadrone.model.desired;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How one run behaves.
 *
 * @param timeout time limit of the run, not counting a deploy
 * @param level how far verification goes
 * @param frozen write nothing, neither to a server nor to a file: no secret is made, nobody logs
 *     in, nothing is pushed
 * @param allowRotate mint even where somebody may hold the old secret
 * @param deployAnyway deploy from a branch that is behind, with changes of other files, or from
 *     inside a build
 * @param allowPlainHttp talk plain HTTP to hosts other than loopback
 * @param caCertificate PEM file with a certificate authority to trust beside the JDK's
 */
public record RunOptions(
    Duration timeout,
    Level level,
    boolean frozen,
    boolean allowRotate,
    boolean deployAnyway,
    boolean allowPlainHttp,
    Optional<Path> caCertificate) {
  /** Five minutes, full verification, nothing special allowed. */
  public static final RunOptions DEFAULT =
      new RunOptions(
          Duration.ofMinutes(5), Level.FULL, false, false, false, false, Optional.empty());

  /** The same with another level. */
  public RunOptions withLevel(Level other) {
    return new RunOptions(
        timeout, other, frozen, allowRotate, deployAnyway, allowPlainHttp, caCertificate);
  }

  /** The same, frozen or not. */
  public RunOptions withFrozen(boolean yes) {
    return new RunOptions(
        timeout, level, yes, allowRotate, deployAnyway, allowPlainHttp, caCertificate);
  }

  /** The same, with rotation allowed or not. */
  public RunOptions withAllowRotate(boolean yes) {
    return new RunOptions(timeout, level, frozen, yes, deployAnyway, allowPlainHttp, caCertificate);
  }

  /** The same, trusting the certificate authority of this PEM file, if one is given. */
  public RunOptions withCaCertificate(Optional<Path> pem) {
    return new RunOptions(timeout, level, frozen, allowRotate, deployAnyway, allowPlainHttp, pem);
  }

  /** The same with another time limit. */
  public RunOptions withTimeout(Duration other) {
    return new RunOptions(
        other, level, frozen, allowRotate, deployAnyway, allowPlainHttp, caCertificate);
  }

  /** The same, with a deploy allowed whatever speaks against this place, or not. */
  public RunOptions withDeployAnyway(boolean yes) {
    return new RunOptions(timeout, level, frozen, allowRotate, yes, allowPlainHttp, caCertificate);
  }

  /** The same, with plain HTTP to hosts other than loopback. */
  public RunOptions withAllowPlainHttp(boolean yes) {
    return new RunOptions(timeout, level, frozen, allowRotate, deployAnyway, yes, caCertificate);
  }
}
