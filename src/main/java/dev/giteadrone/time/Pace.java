package dev.giteadrone.time;

import java.time.Duration;

/**
 * The time limits and pauses of single operations; the time limit of the run also applies.
 * Operators cannot change them: they let tests run the same program faster.
 *
 * @param connect for a connection
 * @param call for the answer to a request, from connecting to the last byte
 * @param repeats how long a read is repeated if the answer is an error
 * @param shortest less time than this is not enough for an answer
 * @param backOff before the first repetition; it doubles
 * @param longestBackOff before any repetition
 * @param look between two looks at a server
 * @param restart as long as a Drone that is being restarted needs to show what it has
 * @param buildLook between two looks at a build
 * @param delivery for a push to become a build
 * @param pickUp for a runner to take a build
 * @param unchanged how long something that does not heal soon must stay the same to end a wait
 * @param selfSigned the same for a certificate that a new host has until it gets a real one
 * @param status for the build's status to show on the commit
 */
public record Pace(
    Duration connect,
    Duration call,
    Duration repeats,
    Duration shortest,
    Duration backOff,
    Duration longestBackOff,
    Duration look,
    Duration restart,
    Duration buildLook,
    Duration delivery,
    Duration pickUp,
    Duration unchanged,
    Duration selfSigned,
    Duration status) {

  /** The default for operators. A runner waits 10 s after each empty poll or connection error. */
  public static final Pace DEFAULT =
      new Pace(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(90),
          Duration.ofSeconds(1),
          Duration.ofMillis(200),
          Duration.ofSeconds(5),
          Duration.ofMillis(500),
          Duration.ofSeconds(15),
          Duration.ofMillis(250),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          Duration.ofSeconds(120),
          Duration.ofSeconds(15));

  /** This pace with another time limit for a request. */
  public Pace withCall(Duration other) {
    return new Pace(
        connect,
        other,
        repeats,
        shortest,
        backOff,
        longestBackOff,
        look,
        restart,
        buildLook,
        delivery,
        pickUp,
        unchanged,
        selfSigned,
        status);
  }

  /** This pace with all times divided by this factor. */
  public Pace faster(int times) {
    return new Pace(
        connect.dividedBy(times),
        call.dividedBy(times),
        repeats.dividedBy(times),
        shortest.dividedBy(times),
        backOff.dividedBy(times),
        longestBackOff.dividedBy(times),
        look.dividedBy(times),
        restart.dividedBy(times),
        buildLook.dividedBy(times),
        delivery.dividedBy(times),
        pickUp.dividedBy(times),
        unchanged.dividedBy(times),
        selfSigned.dividedBy(times),
        status.dividedBy(times));
  }
}
