package dev.giteadrone.sandbox.host;

import dev.giteadrone.io.ShellQuoting;
import java.nio.file.Path;

/** The script that does what a deploy does on a real host. */
final class DeployScript {
  private DeployScript() {}

  /**
   * The text of the script. It decrypts the secrets file with the host's key alone, writes the
   * result where the servers read it, then asks the sandbox to restart them and waits for the
   * answer.
   *
   * @param supervisor the process id of this process
   */
  static String text(
      Path sops, Path hostKey, Path environmentFile, Path requests, long supervisor) {
    return """
    #!/bin/sh
    # Deploys this host: decrypts its secrets as sops-nix does, then restarts Drone and the runners.
    set -eu
    umask 077
    cd "$(dirname "$0")"
    exec 9>%1$s.lock
    flock 9
    env -i PATH="$PATH" HOME=/nonexistent SOPS_AGE_KEY_FILE=%2$s \\
      %3$s decrypt --extract '["drone"]' .secrets/drone.yaml >%1$s.new || {
      rm -f %1$s.new
      echo "deploy: .secrets/drone.yaml cannot be decrypted with the host's key" >&2
      exit 1
    }
    mv -f %1$s.new %1$s
    [ "${1:-}" != --decrypt-only ] || exit 0
    id=$$-$(date +%%s%%N)
    : >%4$s/"$id".request
    while [ ! -e %4$s/"$id".done ]; do
      # The sandbox may have been put back to an earlier state meanwhile.
      [ -e %4$s/"$id".request ] || [ -e %4$s/"$id".done ] || {
        echo "deploy: the sandbox no longer has this deploy" >&2
        exit 1
      }
      kill -0 %5$d 2>/dev/null || {
        rm -f %4$s/"$id".request
        echo "deploy: the sandbox is not running" >&2
        exit 1
      }
      sleep 0.03
    done
    { read -r code; cat >&2; } <%4$s/"$id".done
    rm -f %4$s/"$id".done
    exit "$code"
    """
        .formatted(
            ShellQuoting.word(environmentFile.toString()),
            ShellQuoting.word(hostKey.toString()),
            ShellQuoting.word(sops.toString()),
            ShellQuoting.word(requests.toString()),
            supervisor);
  }
}
