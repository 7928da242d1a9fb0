# The docker runner: each step in a container of the host's Docker.
{ config, lib, pkgs, ... }:
let
  cfg = config.services.gitea-drone;
  runner = cfg.runners.docker;
  user = "drone-runner-docker";
  ownFile = cfg.secrets.runner.sopsFile != null;

  # Of systemd's spans of time, those with hours, minutes and seconds.
  seconds = { s = 1; min = 60; h = 3600; };
  spans = builtins.filter builtins.isList
    (builtins.split "([0-9]+) *(s|min|h)" cfg.runners.drainTimeout);
  drainSeconds = builtins.foldl'
    (sum: span: sum + builtins.fromJSON (builtins.head span) * seconds.${lib.last span}) 0 spans;
in
{
  options.services.gitea-drone.runners = {
    drainTimeout = lib.mkOption {
      type = lib.types.str;
      default = "15min";
      description = ''
        How long a stopping runner may finish the builds it has; then they are killed. A deploy
        that restarts a runner waits as long.
      '';
    };
    deployTimeout = lib.mkOption {
      type = lib.types.int;
      readOnly = true;
      default = drainSeconds + 240;
      defaultText = lib.literalMD "`drainTimeout` in seconds, and four minutes";
      description = ''
        How many seconds a deploy may take. For tools that give up and roll back, as deploy-rs does
        after 240: its activationTimeout and confirmTimeout.
      '';
    };
    docker = {
      enable = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether to run the docker runner.";
      };
      package = lib.mkOption {
        type = lib.types.package;
        default = pkgs.drone-runner-docker;
        defaultText = lib.literalExpression "pkgs.drone-runner-docker";
        description = "The docker runner.";
      };
      capacity = lib.mkOption {
        type = lib.types.ints.positive;
        default = 2;
        description = "How many docker pipelines may run at once.";
      };
    };
  };

  config = lib.mkIf (cfg.enable && runner.enable) {
    assertions = [
      {
        assertion =
          builtins.match "([1-9][0-9]* *(s|min|h) *)+" cfg.runners.drainTimeout != null;
        message = ''
          services.gitea-drone.runners.drainTimeout is "${cfg.runners.drainTimeout}": write it with
          hours, minutes and seconds, for example "15min" or "1h 30min".
        '';
      }
    ];

    virtualisation.docker = {
      enable = true;
      autoPrune.enable = lib.mkDefault true;
    };

    users.users.${user} = {
      isSystemUser = true;
      group = user;
      extraGroups = [ "docker" ];
      description = "Drone docker runner";
    };
    users.groups.${user} = { };

    systemd.services.drone-runner-docker = {
      description = "Drone docker runner";
      wantedBy = [ "multi-user.target" ];
      wants = [ "drone-server.service" ];
      requires = [ "docker.socket" ] ++ lib.optional (!ownFile) "drone-runner-secret.service";
      after = [
        "docker.service"
        "drone-server.service"
        "drone-runner-secret.service"
        "sops-install-secrets.service"
      ];
      environment = {
        DRONE_RPC_PROTO = "http";
        DRONE_RPC_HOST = "localhost:${toString cfg.drone.port}";
        DRONE_RUNNER_NAME = "drone-runner-docker";
        DRONE_RUNNER_CAPACITY = toString runner.capacity;
        DRONE_HTTP_BIND = "127.0.0.1:${toString runner.port}";
      };
      startLimitIntervalSec = 0;
      serviceConfig = {
        ExecStart = "${runner.package}/bin/drone-runner-docker";
        EnvironmentFile = [ cfg.runners.environmentFile ];
        User = user;
        Group = user;
        Restart = "always";
        RestartSec = 5;
        # On SIGTERM the runner takes no more work and finishes what it has.
        KillMode = "mixed";
        KillSignal = "SIGTERM";
        TimeoutStopSec = cfg.runners.drainTimeout;
        NoNewPrivileges = true;
        CapabilityBoundingSet = "";
        ProtectSystem = "strict";
        ProtectHome = true;
        PrivateTmp = true;
      };
    };
  };
}
