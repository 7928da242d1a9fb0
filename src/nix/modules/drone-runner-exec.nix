# The exec runner: steps run on the host itself, as this unit's user. For trusted code only: whoever
# may push to an activated repository runs programs here, on the network of the host, with its Nix.
# Confinement keeps them from the host's files, not from its CPU, memory and network.
{ config, lib, pkgs, ... }:
let
  cfg = config.services.gitea-drone;
  runner = cfg.runners.exec;
  user = "drone-runner-exec";
  ownFile = cfg.secrets.runner.sopsFile != null;
  caBundle = "/etc/ssl/certs/ca-certificates.crt";

  packages = [
    pkgs.bash
    pkgs.coreutils
    pkgs.findutils
    pkgs.git
    pkgs.gnugrep
    pkgs.gnused
    pkgs.gnutar
    pkgs.gzip
    pkgs.openssh
    config.nix.package
  ] ++ runner.packages;

  # Names as the host has them; its /etc entries are links, which would dangle in the confined root.
  etc = name: "${config.environment.etc.${name}.source}:/etc/${name}";

  # Written as DRONE_RUNNER_ENVIRON reads it, so no value may have ':' or ','.
  stepEnvironment = {
    NIX_REMOTE = "daemon";
    NIX_SSL_CERT_FILE = caBundle;
    SSL_CERT_FILE = caBundle;
    GIT_SSL_CAINFO = caBundle;
  };
in
{
  options.services.gitea-drone.runners.exec = {
    enable = lib.mkEnableOption "the exec runner: pipelines on the host, trusted code only";
    package = lib.mkOption {
      type = lib.types.package;
      default = pkgs.drone-runner-exec;
      defaultText = lib.literalExpression "pkgs.drone-runner-exec";
      description = "The exec runner.";
    };
    capacity = lib.mkOption {
      type = lib.types.ints.positive;
      default = 2;
      description = "How many exec pipelines may run at once.";
    };
    packages = lib.mkOption {
      type = lib.types.listOf lib.types.package;
      default = [ ];
      description = "Programs for the steps, beside bash, coreutils, git, nix and the like.";
    };
  };

  config = lib.mkIf (cfg.enable && runner.enable) {
    users.users.${user} = {
      isSystemUser = true;
      group = user;
      description = "Drone exec runner";
    };
    users.groups.${user} = { };

    # Added to the list, whatever it is: a host may restrict who can use the Nix daemon.
    nix.settings.extra-allowed-users = [ user ];

    # Otherwise its socket is a new file after each restart, which the runner's root does not see.
    systemd.services.nscd.serviceConfig.RuntimeDirectoryPreserve = lib.mkDefault true;

    systemd.services.drone-runner-exec = {
      description = "Drone exec runner";
      wantedBy = [ "multi-user.target" ];
      wants = [ "drone-server.service" "network-online.target" ];
      requires = lib.optional (!ownFile) "drone-runner-secret.service";
      after = [
        "network-online.target"
        "nix-daemon.socket"
        "drone-server.service"
        "drone-runner-secret.service"
        "sops-install-secrets.service"
      ];
      confinement.enable = true;
      path = packages;
      environment = {
        DRONE_RPC_PROTO = "http";
        DRONE_RPC_HOST = "localhost:${toString cfg.drone.port}";
        DRONE_RUNNER_NAME = "drone-runner-exec";
        DRONE_RUNNER_CAPACITY = toString runner.capacity;
        DRONE_RUNNER_PATH = lib.makeBinPath packages;
        DRONE_RUNNER_ENVIRON = lib.concatStringsSep ","
          (lib.mapAttrsToList (name: value: "${name}:${value}") stepEnvironment);
        DRONE_HTTP_BIND = "127.0.0.1:${toString runner.port}";
      };
      startLimitIntervalSec = 0;
      serviceConfig = {
        ExecStart = "${runner.package}/bin/drone-runner-exec";
        EnvironmentFile = [ cfg.runners.environmentFile ];
        User = user;
        Group = user;
        # The confined root has only these: the store, the Nix daemon, CA, DNS, user names.
        BindReadOnlyPaths = [
          "/nix/store"
          "/etc/passwd"
          "/etc/group"
          "-/etc/resolv.conf" # a host may have none, with names from elsewhere
          "${config.environment.usrbinenv}:/usr/bin/env"
          (etc "hosts")
          (etc "nsswitch.conf")
          (etc "nix/nix.conf")
          (etc "ssl/certs/ca-certificates.crt")
          (etc "ssh/ssh_known_hosts") # programs.ssh.knownHosts, for git over SSH
        ];
        BindPaths = [ "/nix/var/nix/daemon-socket" "-/run/nscd" ];
        Restart = "always";
        RestartSec = 5;
        # On SIGTERM the runner takes no more work and finishes what it has.
        KillMode = "mixed";
        KillSignal = "SIGTERM";
        TimeoutStopSec = cfg.runners.drainTimeout;
        NoNewPrivileges = true;
        CapabilityBoundingSet = "";
        RestrictAddressFamilies = [ "AF_UNIX" "AF_INET" "AF_INET6" ];
        RestrictRealtime = true;
        LockPersonality = true;
        UMask = "0077";
      };
    };
  };
}
