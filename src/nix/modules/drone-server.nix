# The Drone server: own user, own database over the socket, sessions that survive a restart.
{ config, lib, pkgs, ... }:
let
  cfg = config.services.gitea-drone;
  user = "droneserver";
  state = "/var/lib/drone-server";

  # Without a cookie secret Drone forgets every session at a restart. It is created once, here.
  cookieSecret = pkgs.writeShellScript "drone-cookie-secret" ''
    set -eu
    umask 077
    PATH=${lib.makeBinPath [ pkgs.coreutils ]}
    file="$STATE_DIRECTORY/cookie.env"
    if [ ! -s "$file" ]; then
      secret=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
      echo "DRONE_COOKIE_SECRET=$secret" > "$file.new"
      mv "$file.new" "$file"
    fi
  '';
in
{
  options.services.gitea-drone.drone = {
    package = lib.mkOption {
      type = lib.types.package;
      default = pkgs.drone;
      defaultText = lib.literalExpression "pkgs.drone";
      description = "The Drone server. Not drone-oss: that build has no runner API.";
    };
    admit = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = lib.optional (cfg.admin.username != null) cfg.admin.username;
      defaultText = lib.literalMD "the administrator";
      example = [ "my-admin" "my-team" ];
      description = ''
        Users and organisations whose members may sign in to Drone for the first time
        (DRONE_USER_FILTER). Empty admits every user of Gitea.
      '';
    };
  };

  config = lib.mkIf cfg.enable {
    assertions = [
      {
        assertion = !(lib.hasSuffix "-oss" (lib.getName cfg.drone.package));
        message = ''
          services.gitea-drone.drone.package is ${lib.getName cfg.drone.package}: Drone's open
          source build answers 404 to every runner, so no build would ever start. Use pkgs.drone,
          and allow it: see gitea-drone's module `unfree`.
        '';
      }
    ];

    users.users.${user} = {
      isSystemUser = true;
      group = user;
      description = "Drone server";
    };
    users.groups.${user} = { };

    services.postgresql = {
      ensureDatabases = [ user ];
      ensureUsers = [
        {
          name = user;
          ensureDBOwnership = true;
        }
      ];
    };

    systemd.services.drone-server = {
      description = "Drone server";
      wantedBy = [ "multi-user.target" ];
      wants = [ "network-online.target" ];
      requires = [ "postgresql.target" ];
      # The last one decrypts the secrets on hosts without an activation script for that.
      after = [ "network-online.target" "postgresql.target" "sops-install-secrets.service" ];
      environment = {
        DRONE_DATABASE_DRIVER = "postgres";
        DRONE_DATABASE_DATASOURCE = "postgres:///${user}?host=/run/postgresql";
        DRONE_GITEA_SERVER = "https://${cfg.gitea.host}";
        DRONE_SERVER_HOST = cfg.drone.host;
        DRONE_SERVER_PROTO = "https";
        DRONE_SERVER_PORT = "127.0.0.1:${toString cfg.drone.port}";
        DRONE_USER_CREATE = "username:${toString cfg.admin.username},admin:true";
        DRONE_COOKIE_SECURE = "true";
        DRONE_LOGS_TEXT = "true";
      } // lib.optionalAttrs (cfg.drone.admit != [ ]) {
        DRONE_USER_FILTER = lib.concatStringsSep "," cfg.drone.admit;
      };
      startLimitIntervalSec = 0;
      serviceConfig = {
        ExecStartPre = cookieSecret;
        ExecStart = "${cfg.drone.package}/bin/drone-server";
        # The second file is created by ExecStartPre; systemd reads it again for ExecStart.
        EnvironmentFile = [ cfg.secrets.drone.path "-${state}/cookie.env" ];
        User = user;
        Group = user;
        StateDirectory = "drone-server";
        StateDirectoryMode = "0700";
        WorkingDirectory = state;
        UMask = "0077";
        Restart = "always";
        RestartSec = 5;
        # Drone logs the administrator's token in this line when it first creates the account.
        LogFilterPatterns = "~bootstrap: account created";
        NoNewPrivileges = true;
        CapabilityBoundingSet = "";
        ProtectSystem = "strict";
        ProtectHome = true;
        PrivateTmp = true;
        PrivateDevices = true;
        ProtectKernelTunables = true;
        ProtectKernelModules = true;
        ProtectControlGroups = true;
        RestrictAddressFamilies = [ "AF_UNIX" "AF_INET" "AF_INET6" ];
        RestrictNamespaces = true;
        LockPersonality = true;
        SystemCallArchitectures = "native";
        SystemCallFilter = [ "@system-service" "~@privileged" ];
      };
    };

    services.nginx.virtualHosts.${cfg.drone.host} = {
      enableACME = lib.mkDefault true;
      forceSSL = true;
      locations."/" = {
        proxyPass = "http://127.0.0.1:${toString cfg.drone.port}";
        proxyWebsockets = true;
        # Logs are streamed: with buffering they would appear only at the end of a build.
        extraConfig = ''
          proxy_buffering off;
          proxy_cache off;
          proxy_read_timeout 1h;
        '';
      };
    };
  };
}
