package com.example.wiring;

import dev.giteadrone.GiteaDrone;
import dev.giteadrone.VerifyLevel;
import dev.giteadrone.errors.UnreachableException;
import dev.giteadrone.result.VerifyResult;
import java.nio.file.Path;
import java.time.Duration;

/** Verifies the host of a configuration file, then one that is not there. */
public final class Main {
  private Main() {}

  /**
   * Prints what was found, and exits with 1 if that is not what was expected.
   *
   * @param args a {@code gitea-drone.yaml} of a host that works
   */
  public static void main(String[] args) {
    try (GiteaDrone host = GiteaDrone.config(Path.of(args[0])).level(VerifyLevel.LOGIN).build()) {
      VerifyResult result = host.verify();
      System.out.println(result.checks().size() + " checks, " + result.failures().size() + " failed");
      if (!result.passed()) {
        System.exit(1);
      }
    }
    try (GiteaDrone host =
        GiteaDrone.host("http://127.0.0.1:1", "http://127.0.0.1:2")
            .admin("me")
            .timeout(Duration.ofSeconds(1))
            .set("secrets.file", "drone.yaml")
            .set("secrets.admin", "admin.yaml")
            .build()) {
      host.verify();
      System.exit(1);
    } catch (UnreachableException expected) {
      System.out.println(expected.problem().id() + ": " + expected.problem().seen());
    }
  }
}
