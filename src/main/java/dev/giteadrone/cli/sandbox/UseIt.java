package dev.giteadrone.cli.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commands with which a person goes on in a sandbox.
 *
 * @param hostFolder what an operator has
 * @param operatorKey the operator's age key file
 * @param environment of the operator: the first folder on its PATH is the sandbox's
 * @param program how this program is typed
 * @param caCertificate the authority to trust, as a PEM file
 */
public record UseIt(
    Path hostFolder,
    Path operatorKey,
    Map<String, String> environment,
    String program,
    Optional<Path> caCertificate) {
  /** Copies the map. */
  public UseIt {
    environment = Map.copyOf(environment);
  }

  /** The sandbox's own sops, which need not be on PATH; empty if it has none. */
  public Optional<Path> sops() {
    String programs = environment.getOrDefault("PATH", "").replaceFirst(":.*", "");
    return Optional.of(Path.of(programs, "sops")).filter(Files::isExecutable);
  }

  /** The commands, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Use it:");
    lines.add("  cd " + hostFolder);
    lines.add("  export SOPS_AGE_KEY_FILE=" + operatorKey);
    sops().ifPresent(sops -> lines.add("  export PATH=" + sops.getParent() + ":$PATH"));
    lines.add(
        "  " + program + " verify" + caCertificate.map(pem -> " --ca-cert " + pem).orElse(""));
    return lines;
  }
}
