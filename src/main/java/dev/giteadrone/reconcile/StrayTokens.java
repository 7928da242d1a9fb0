package dev.giteadrone.reconcile;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Access tokens that this program created but that are not in the admin file. */
public final class StrayTokens {
  private StrayTokens() {}

  /**
   * The stray tokens among {@code names}: those of this Drone, and those of early versions whose
   * names had no host.
   */
  public static List<String> among(List<String> names, AdminRecord admin, Desired desired) {
    TokenMark mark = TokenMark.of(desired.drone().url());
    Optional<String> current = admin.text(AdminKey.TOKEN_NAME);
    List<String> pending = admin.pendingTokens();
    return names.stream()
        .filter(name -> mark.isOn(name) || TokenMark.isWithoutHost(name))
        .filter(name -> !current.equals(Optional.of(name)) && !pending.contains(name))
        .toList();
  }

  /**
   * Warnings about stray tokens, for the operator.
   *
   * @param next what would remove those of this Drone
   */
  public static List<String> warnings(List<String> strays, Desired desired, String next) {
    TokenMark mark = TokenMark.of(desired.drone().url());
    Path file = desired.secrets().admin().getFileName();
    List<String> warnings = new ArrayList<>();
    List<String> ours = strays.stream().filter(mark::isOn).toList();
    if (!ours.isEmpty()) {
      warnings.add(
          count(ours)
              + " created for this Drone, which "
              + file
              + " does not list, and which another clone may use: "
              + String.join(", ", ours)
              + "; "
              + next);
    }
    List<String> old = strays.stream().filter(TokenMark::isWithoutHost).toList();
    if (!old.isEmpty()) {
      warnings.add(
          count(old)
              + " created by an earlier version, for this Drone or another one: "
              + String.join(", ", old)
              + "; delete in Gitea's settings those that nobody uses");
    }
    return warnings;
  }

  private static String count(List<String> names) {
    return names.size() == 1
        ? "there is 1 access token"
        : "there are " + names.size() + " access tokens";
  }
}
