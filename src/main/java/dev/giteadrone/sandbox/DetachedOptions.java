package dev.giteadrone.sandbox;

import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.sandbox.server.FixedPorts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The wanted options of a detached sandbox. An empty option accepts any value of a running sandbox;
 * a new one gets the default.
 *
 * @param runners both by default
 * @param profile plain by default
 * @param blank whether the servers are left unconnected; false by default
 * @param ports chosen by default
 */
public record DetachedOptions(
    Optional<Set<RunnerType>> runners,
    Optional<Profile> profile,
    Optional<Boolean> blank,
    FixedPorts ports) {
  /** Copies the set. */
  public DetachedOptions {
    runners = runners.map(Set::copyOf);
  }

  /** Options that accept every running sandbox. */
  public static DetachedOptions any() {
    return new DetachedOptions(
        Optional.empty(), Optional.empty(), Optional.empty(), FixedPorts.NONE);
  }

  /** A copy with exactly these runners. */
  public DetachedOptions withRunners(Set<RunnerType> types) {
    return new DetachedOptions(Optional.of(types), profile, blank, ports);
  }

  /** A copy with this profile. */
  public DetachedOptions withProfile(Profile wanted) {
    return new DetachedOptions(runners, Optional.of(wanted), blank, ports);
  }

  /** A copy with the servers left unconnected, or not. */
  public DetachedOptions withBlank(boolean wanted) {
    return new DetachedOptions(runners, profile, Optional.of(wanted), ports);
  }

  /** A copy with these ports; empty ones are chosen. */
  public DetachedOptions withPorts(Optional<Integer> gitea, Optional<Integer> drone) {
    return new DetachedOptions(runners, profile, blank, new FixedPorts(gitea, drone));
  }

  /** A copy with all defaults filled in. */
  DetachedOptions settled() {
    return new DetachedOptions(
        Optional.of(runners.orElseGet(() -> EnumSet.allOf(RunnerType.class))),
        Optional.of(profile.orElse(Profile.PLAIN)),
        Optional.of(blank.orElse(false)),
        ports);
  }

  /**
   * The options that another sandbox does not have.
   *
   * @param has the options of that sandbox, with all defaults filled in
   * @return texts such as {@code --runners exec (it has docker,exec)}; empty if that sandbox can be
   *     used
   */
  List<String> differencesTo(DetachedOptions has) {
    List<String> differences = new ArrayList<>();
    compare("--runners", runners.map(DetachedOptions::words), has.runnerWords(), differences);
    compare("--profile", profile.map(Profile::label), has.profileLabel(), differences);
    compare("--gitea-port", text(ports.gitea()), text(has.ports.gitea()).orElse(""), differences);
    compare("--drone-port", text(ports.drone()), text(has.ports.drone()).orElse(""), differences);
    if (blank.isPresent() && !blank.equals(has.blank)) {
      differences.add(
          blank.get() ? "--blank (its servers are connected)" : "connected (it is --blank)");
    }
    return differences;
  }

  /** The options of the servers. Their folder is still missing. */
  SandboxOptions sandbox() {
    DetachedOptions all = settled();
    return SandboxOptions.blank()
        .withRunners(all.runners.orElseThrow())
        .withProfile(all.profile.orElseThrow())
        .withPorts(ports);
  }

  /** The wanted runners as the command line has them. The option must not be empty. */
  public String runnerWords() {
    return runners.map(DetachedOptions::words).orElse("");
  }

  /** The profile as the command line has it. The option must not be empty. */
  String profileLabel() {
    return profile.map(Profile::label).orElse("");
  }

  private static void compare(
      String option, Optional<String> wanted, String has, List<String> differences) {
    wanted
        .filter(text -> !Objects.equals(text, has))
        .ifPresent(text ->
            differences.add(
                "%s %s (it has %s)".formatted(option, text, has.isEmpty() ? "none" : has)));
  }

  private static Optional<String> text(Optional<Integer> port) {
    return port.map(number -> Integer.toString(number));
  }

  private static String words(Set<RunnerType> types) {
    return types.stream().sorted().map(RunnerType::label).collect(Collectors.joining(","));
  }

  /** Parses the text of {@link #runnerWords}. */
  static Set<RunnerType> runners(String words) {
    Set<RunnerType> types = EnumSet.noneOf(RunnerType.class);
    Stream.of(words.split(",", -1))
        .flatMap(word -> RunnerType.of(word).stream())
        .forEach(types::add);
    return types;
  }

  /** Parses the text of {@link #profileLabel}. */
  static Profile profile(String label) {
    return Profile.of(label).orElse(Profile.PLAIN);
  }
}
