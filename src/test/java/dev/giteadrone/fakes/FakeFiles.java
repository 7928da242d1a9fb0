package dev.giteadrone.fakes;

import dev.giteadrone.deploy.Deployer;
import dev.giteadrone.model.desired.DeployJob;
import dev.giteadrone.model.desired.DeployTarget;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.KeyGroups;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Stored;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.secrets.AdminFile;
import dev.giteadrone.secrets.AdminFormat;
import dev.giteadrone.secrets.HostFile;
import dev.giteadrone.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sops files of a {@link InMemoryServers}, and the deploy that hands the host's file to the
 * running Drone.
 */
public final class FakeFiles {
  private FakeFiles() {}

  /** The admin file. */
  public static AdminFile admin(InMemoryServers world) {
    return new AdminFile() {
      private Optional<AdminRecord> replaced = Optional.empty();

      @Override
      public Path path() {
        return Path.of("/host/.secrets/gitea-admin.yaml");
      }

      @Override
      public Stored<AdminRecord> read() {
        AdminFormat.of(path(), world.adminFormat);
        return new Stored<>(
            world.adminFile.orElse(AdminRecord.EMPTY),
            world.adminFile.map(FakeFiles::revision).orElse(Revision.ABSENT));
      }

      @Override
      public KeyGroups recipients() {
        return KeyGroups.anyOf(
            world.broken.contains(CheckId.SOPS_RECIPIENTS)
                ? List.of("age1operator", "age1host")
                : List.of("age1operator"));
      }

      @Override
      public KeyGroups preflight() {
        return recipients();
      }

      @Override
      public Revision write(Revision expected, AdminRecord next) {
        AdminFormat.of(path(), world.adminFormat);
        replaced = world.adminFile;
        if (!world.adminFile.equals(Optional.of(next))) {
          world.adminFormat = Optional.of(String.valueOf(AdminFormat.CURRENT));
        }
        world.adminFile = Optional.of(next);
        return revision(next);
      }

      @Override
      public Revision renewDataKey(Revision expected) {
        world.dataKeys++;
        return expected;
      }

      @Override
      public void undo(Revision written) {
        world.adminFile = replaced;
      }
    };
  }

  /** The host's file. */
  public static HostFile host(InMemoryServers world) {
    return new HostFile() {
      @Override
      public Path path() {
        return Path.of("/host/.secrets/drone.yaml");
      }

      @Override
      public Stored<HostSecrets> read() {
        return new Stored<>(
            new HostSecrets(world.hostFile.orElse(Map.of()), 2),
            world.hostFile.map(FakeFiles::revision).orElse(Revision.ABSENT));
      }

      @Override
      public KeyGroups recipients() {
        return KeyGroups.anyOf(List.of("age1operator", "age1host"));
      }

      @Override
      public KeyGroups preflight() {
        return recipients();
      }

      @Override
      public Revision write(Revision expected, Map<Variable, Secret> changes) {
        Map<Variable, Secret> next = new EnumMap<>(Variable.class);
        world.hostFile.ifPresent(next::putAll);
        next.putAll(changes);
        world.hostFile = Optional.of(next);
        return revision(next);
      }

      @Override
      public Revision remove(Revision expected, Set<Variable> variables) {
        Map<Variable, Secret> next = new EnumMap<>(Variable.class);
        world.hostFile.ifPresent(next::putAll);
        next.keySet().removeAll(variables);
        world.hostFile = Optional.of(next);
        return revision(next);
      }

      @Override
      public Revision renewDataKey(Revision expected) {
        world.dataKeys++;
        return expected;
      }
    };
  }

  /** The deploy. */
  public static Deployer deployer(InMemoryServers world) {
    return new Deployer() {
      @Override
      public Ended run(DeployJob job, DeployTarget target, Progress progress, Deadline deadline) {
        world.jobs.add(job);
        progress.output(world.printed());
        world.deployUndone |= job != DeployJob.PREPARE;
        if (world.failing.equals(Optional.of(job))) {
          return new Ended(
              7, Duration.ZERO, false, List.of("error: no such attribute", world.printed()));
        }
        if (job == (target.restart().isEmpty() ? DeployJob.DEPLOY : DeployJob.RESTART)) {
          world.live = new EnumMap<>(world.hostFile.orElse(Map.of()));
          world.deployUndone = false;
          if (world.losesDatabase) {
            world.droneToken = world.nextSecret();
          }
          world.droneAddress = world.movesTo.orElse(world.droneAddress);
          if (!world.shownOnceDeployed.isEmpty()) {
            world.shown.clear();
            world.shown.addAll(world.shownOnceDeployed);
          }
        }
        return new Ended(0, Duration.ZERO, false, List.of());
      }

      @Override
      public boolean leftUndone() {
        return world.deployUndone;
      }
    };
  }

  private static Revision revision(Object content) {
    return new Revision("rev-" + content.hashCode());
  }
}
