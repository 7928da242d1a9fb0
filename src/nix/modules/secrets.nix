# The secrets that sops-nix decrypts, the units that restart with them, and the runners' own file.
{ config, lib, pkgs, ... }:
let
  cfg = config.services.gitea-drone;
  ownFile = cfg.secrets.runner.sopsFile != null;

  runners =
    lib.optional cfg.runners.docker.enable "drone-runner-docker.service"
    ++ lib.optional cfg.runners.exec.enable "drone-runner-exec.service";

  takeRpcSecret = pkgs.writeShellScript "drone-runner-secret" ''
    set -eu
    umask 077
    if ! ${pkgs.gnugrep}/bin/grep '^DRONE_RPC_SECRET=.' "$CREDENTIALS_DIRECTORY/drone" \
        > "$RUNTIME_DIRECTORY/environment"
    then
      echo "The drone secret has no DRONE_RPC_SECRET line. Run: gitea-drone bootstrap" >&2
      exit 1
    fi
  '';
in
{
  options.services.gitea-drone = {
    secrets.drone.path = lib.mkOption {
      type = lib.types.str;
      internal = true;
      default = config.sops.secrets.drone.path or "/run/secrets/drone";
      description = "The path of the decrypted drone secret on the host.";
    };
    runners.environmentFile = lib.mkOption {
      type = lib.types.str;
      internal = true;
      default =
        if ownFile then config.sops.secrets.drone-runner.path
        else "/run/drone-runner-secret/environment";
      description = "The file that the runners read: only the RPC secret.";
    };
  };

  config = lib.mkIf cfg.enable {
    sops.secrets = {
      drone = lib.mkIf (cfg.secrets.drone.sopsFile != null) {
        inherit (cfg.secrets.drone) sopsFile key;
        mode = "0400";
        restartUnits =
          [ "drone-server.service" ]
          ++ lib.optionals (!ownFile) ([ "drone-runner-secret.service" ] ++ runners);
      };
      drone-runner = lib.mkIf ownFile {
        inherit (cfg.secrets.runner) sopsFile key;
        mode = "0400";
        restartUnits = runners;
      };
    };

    # An exec step can read the runner's environment, so that must not hold Gitea's client secret.
    systemd.services.drone-runner-secret = lib.mkIf (!ownFile) {
      description = "Only the RPC secret, for the Drone runners";
      before = runners;
      after = [ "sops-install-secrets.service" ];
      startLimitIntervalSec = 0;
      serviceConfig = {
        Type = "oneshot";
        RemainAfterExit = true;
        # Without it, the runners would stay down after a boot at which the secret came late.
        Restart = "on-failure";
        RestartSec = 5;
        ExecStart = takeRpcSecret;
        LoadCredential = "drone:${cfg.secrets.drone.path}";
        RuntimeDirectory = "drone-runner-secret";
        RuntimeDirectoryMode = "0700";
        DynamicUser = true;
        PrivateNetwork = true;
        ProtectHome = true;
        CapabilityBoundingSet = "";
      };
    };
  };
}
