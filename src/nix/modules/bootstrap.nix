# services.gitea-drone-bootstrap: `gitea-drone verify --level basic --on-host` on a timer.
# It never sees the admin file: the host is not a recipient, and by default it gets no key.
{ config, lib, pkgs, ... }:
let
  inherit (lib) mkDefault mkOption types;
  cfg = config.services.gitea-drone-bootstrap;
  host = config.services.gitea-drone;
  name = "gitea-drone-bootstrap";

  # The ciphertext's path in the store.
  file = path: if path == null then null else "${path}";

  format = pkgs.formats.yaml { };
  configFile = format.generate "gitea-drone.yaml" cfg.settings;

  verify = pkgs.writeShellScript "gitea-drone-verify" ''
    gitea_drone=${lib.escapeShellArg "${cfg.package}/bin/gitea-drone"}
    config_file=${lib.escapeShellArg configFile}
    arguments=(${lib.escapeShellArgs cfg.extraArguments})
    export PATH=${lib.escapeShellArg (lib.makeBinPath [ pkgs.coreutils ])}
    ${builtins.readFile ./gitea-drone-verify.sh}
  '';
in
{
  options.services.gitea-drone-bootstrap = {
    enable = lib.mkEnableOption "the continuous check of Gitea and Drone";

    package = mkOption {
      type = types.package;
      default = pkgs.gitea-drone;
      defaultText = lib.literalMD "the package of the flake";
      description = "gitea-drone; the flake's module takes it from the flake.";
    };

    settings = mkOption {
      type = format.type;
      default = { };
      description = ''
        The configuration, as in gitea-drone.yaml, without an admin file. On the host itself it
        follows services.gitea-drone.
      '';
    };

    ageKeyFile = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "/var/lib/sops-nix/key.txt";
      description = ''
        An age key that decrypts the drone secret. With it the live Drone's client id, client
        secret and RPC secret are compared with the file; without it these checks are not run.
      '';
    };

    extraArguments = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "--ca-cert" "/etc/ssl/my-ca.pem" ];
      description = "More arguments for gitea-drone verify.";
    };

    onCalendar = mkOption {
      type = types.str;
      default = "*:0/15";
      description = "When to check, as in systemd.time(7).";
    };
  };

  config = lib.mkIf cfg.enable {
    assertions = [
      {
        assertion = !(cfg.settings ? secrets.admin);
        message = ''
          services.gitea-drone-bootstrap.settings has secrets.admin: the admin file holds the
          administrator's password and tokens and must stay unreadable for the host. Remove it.
        '';
      }
    ];

    services.gitea-drone-bootstrap.settings = lib.mkIf host.enable {
      gitea = {
        url = mkDefault "https://${host.gitea.host}";
        admin.username = mkDefault host.admin.username;
        admin.create = mkDefault "never";
      };
      drone = {
        url = mkDefault "https://${host.drone.host}";
        runners = mkDefault (
          lib.optional host.runners.docker.enable "docker"
          ++ lib.optional host.runners.exec.enable "exec"
        );
      };
      secrets = {
        file = mkDefault (file host.secrets.drone.sopsFile);
        key = mkDefault host.secrets.drone.key;
      };
    };

    systemd.timers.${name} = {
      description = "When to verify Gitea and Drone";
      wantedBy = [ "timers.target" ];
      timerConfig = {
        OnCalendar = cfg.onCalendar;
        RandomizedDelaySec = "1min";
      };
    };

    systemd.services.${name} = {
      description = "gitea-drone verify";
      wants = [ "network-online.target" ];
      after = [ "network-online.target" "gitea.service" "drone-server.service" ];
      environment = lib.optionalAttrs (cfg.ageKeyFile != null) {
        SOPS_AGE_KEY_FILE = "%d/age.key";
      };
      serviceConfig = {
        Type = "oneshot";
        ExecStart = verify;
        TimeoutStartSec = "10min";
        # Not StateDirectory: with DynamicUser that is out of node_exporter's reach.
        RuntimeDirectory = name;
        RuntimeDirectoryMode = "0755";
        RuntimeDirectoryPreserve = true;
        WorkingDirectory = "/run/${name}";
        UMask = "0022";
        DynamicUser = true;
        InaccessiblePaths = [ "-/run/secrets" "-/run/secrets.d" "-/etc/ssh" ];
        NoNewPrivileges = true;
        CapabilityBoundingSet = "";
        ProtectSystem = "strict";
        ProtectHome = true;
        PrivateTmp = true;
        PrivateDevices = true;
        PrivateUsers = true;
        ProtectProc = "invisible";
        ProtectHostname = true;
        ProtectClock = true;
        ProtectKernelTunables = true;
        ProtectKernelModules = true;
        ProtectKernelLogs = true;
        ProtectControlGroups = true;
        RestrictAddressFamilies = [ "AF_UNIX" "AF_INET" "AF_INET6" ];
        RestrictNamespaces = true;
        RestrictRealtime = true;
        RestrictSUIDSGID = true;
        LockPersonality = true;
        SystemCallArchitectures = "native";
        SystemCallFilter = [ "@system-service" "~@privileged" ];
      } // lib.optionalAttrs (cfg.ageKeyFile != null) {
        LoadCredential = "age.key:${cfg.ageKeyFile}";
      };
    };
  };
}
