package dev.giteadrone.deploy;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.git.GitStatus;
import dev.giteadrone.io.git.WorkTree;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reasons against a deploy from this checkout. */
public final class DeployRefusals {
  private static final Case INSIDE = Case.of(ProblemId.DEPLOY_INSIDE, "build", "build", "drone");
  private static final Case BEHIND =
      Case.of(ProblemId.DEPLOY_BRANCH, "behind", "commits", "upstream");
  private static final Case DIRTY = Case.of(ProblemId.DEPLOY_DIRTY, "changed", "files", "more");

  private static final int SHOWN = 5;

  private final Desired desired;
  private final Set<Path> siblings;

  /**
   * Checks the deploys of {@code desired}.
   *
   * @param siblings files of other hosts whose changes are no reason
   */
  public DeployRefusals(Desired desired, Set<Path> siblings) {
    this.desired = desired;
    this.siblings = siblings;
  }

  /**
   * All reasons.
   *
   * @param tree the git work tree of the configuration's folder
   * @param environment this process's
   */
  public List<Refusal> of(Optional<WorkTree> tree, Map<String, String> environment) {
    List<Refusal> refusals = new ArrayList<>();
    insideBuild(environment).ifPresent(refusals::add);
    tree.flatMap(WorkTree::upstream).flatMap(DeployRefusals::behind).ifPresent(refusals::add);
    tree.map(WorkTree::changed).flatMap(this::changed).ifPresent(refusals::add);
    return refusals;
  }

  /** Drone sets DRONE_SYSTEM_HOST to its own DRONE_SERVER_HOST in each step of a build. */
  private Optional<Refusal> insideBuild(Map<String, String> environment) {
    String host = environment.getOrDefault("DRONE_SYSTEM_HOST", "");
    boolean inside = environment.getOrDefault("DRONE", "").equals("true") && !host.isBlank();
    if (!inside || !authority(host).equals(authority(desired.drone().url()))) {
      return Optional.empty();
    }
    return refusal(
        INSIDE.problem(environment.getOrDefault("DRONE_BUILD_NUMBER", "?"), desired.drone().url()));
  }

  private static Optional<Refusal> behind(GitStatus.Upstream upstream) {
    return upstream.behind() == 0
        ? Optional.empty()
        : refusal(
            BEHIND.problem(
                upstream.behind() + (upstream.behind() == 1 ? " commit" : " commits"),
                upstream.name()));
  }

  private Optional<Refusal> changed(List<Path> changed) {
    Set<Path> ours =
        Stream.concat(desired.secrets().files().stream(), siblings.stream())
            .map(DeployRefusals::real)
            .collect(Collectors.toSet());
    List<Path> others = changed.stream().filter(file -> !ours.contains(real(file))).toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    Path folder = real(desired.deploy().directory());
    String shown =
        others.stream()
            .limit(SHOWN)
            .map(file -> file.startsWith(folder) ? folder.relativize(file) : file)
            .map(Path::toString)
            .collect(Collectors.joining(", "));
    return refusal(DIRTY.problem(shown, others.size() > SHOWN ? others.size() - SHOWN : ""));
  }

  private static Optional<Refusal> refusal(Problem problem) {
    return Optional.of(new Refusal("deploy", ExitCode.CHANGES_PENDING, problem));
  }

  /** Without the default ports of both schemes, as the scheme is not known. */
  private static String authority(String host) {
    return host.strip().toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
  }

  private static String authority(URI url) {
    return authority(url.getRawAuthority());
  }

  /** Without symbolic links, as git prints paths; the file itself may be missing. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      Path parent = path.getParent();
      Path name = path.getFileName();
      return parent == null || name == null ? path : real(parent).resolve(name);
    }
  }
}
