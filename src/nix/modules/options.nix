# Options that the other modules share: names, ports, the administrator and where the secrets are.
{ config, lib, ... }:
let
  inherit (lib) mkEnableOption mkOption types;
  cfg = config.services.gitea-drone;

  port = default: what: mkOption {
    type = types.port;
    inherit default;
    description = "Loopback port of ${what}.";
  };

  name = cfg.admin.username;
  lowerName = lib.toLower name;
  shown = toString name;

  # Gitea 1.26, models/user/user.go: names that belong to its own routes.
  reservedNames = [
    "api" "assets" "attachments" "avatar" "avatars" "captcha" "explore" "favicon.ico" "ghost"
    "gitea-actions" "issues" "login" "manifest.json" "metrics" "milestones" "notifications" "org"
    "pulls" "repo" "repo-avatars" "robots.txt" "sitemap.xml" "ssh_info" "swagger.v1.json" "user"
    "v2"
  ];
  reservedSuffixes = [ ".keys" ".gpg" ".rss" ".atom" ".png" ];

  validName =
    builtins.stringLength name <= 40
    && builtins.match "[0-9A-Za-z]([-._]?[0-9A-Za-z])*" name != null;
  freeName =
    !(builtins.elem lowerName reservedNames)
    && !(builtins.any (suffix: lib.hasSuffix suffix lowerName) reservedSuffixes);

  ports = {
    "gitea.port" = cfg.gitea.port;
    "drone.port" = cfg.drone.port;
  } // lib.optionalAttrs cfg.runners.docker.enable {
    "runners.docker.port" = cfg.runners.docker.port;
  } // lib.optionalAttrs cfg.runners.exec.enable {
    "runners.exec.port" = cfg.runners.exec.port;
  };
  sharing = p: builtins.filter (n: ports.${n} == p) (builtins.attrNames ports);
  taken = lib.unique (builtins.attrValues ports);
  clashes = builtins.filter (p: builtins.length (sharing p) > 1) taken;
in
{
  options.services.gitea-drone = {
    enable = mkEnableOption "a Gitea and a Drone that gitea-drone connects";

    domain = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "my-domain.tld";
      description = "Gitea is at git.DOMAIN and Drone at drone.DOMAIN.";
    };

    deployUser = mkOption {
      type = types.str;
      default = "deploy";
      description = "Who may run gitea-drone-admin through sudo, as gitea's user.";
    };

    admin = {
      username = mkOption {
        type = types.nullOr types.str;
        default = null;
        example = "my-admin";
        description = "Administrator of Gitea and of Drone; the same as in gitea-drone.yaml.";
      };
      email = mkOption {
        type = types.nullOr types.str;
        default = null;
        example = "me@my-domain.tld";
        description = "The administrator's e-mail address, also used for Let's Encrypt.";
      };
    };

    gitea = {
      host = mkOption {
        type = types.str;
        default = "git.${toString cfg.domain}";
        description = "Gitea's public host name.";
      };
      port = port 3001 "Gitea";
    };

    drone = {
      host = mkOption {
        type = types.str;
        default = "drone.${toString cfg.domain}";
        description = "Drone's public host name.";
      };
      port = port 3030 "the Drone server";
    };

    runners = {
      docker.port = port 3011 "the docker runner's health page";
      exec.port = port 3012 "the exec runner's health page";
    };

    secrets = {
      drone.sopsFile = mkOption {
        type = types.nullOr types.path;
        default = null;
        example = "./.secrets/drone.yaml";
        description = "The sops file that gitea-drone writes (secrets.file in gitea-drone.yaml).";
      };
      drone.key = mkOption {
        type = types.str;
        default = "drone";
        description = "Its key with the dotenv text (secrets.key in gitea-drone.yaml).";
      };
      runner.sopsFile = mkOption {
        type = types.nullOr types.path;
        default = null;
        description = ''
          A sops file with nothing but DRONE_RPC_SECRET (secrets.runner.file). Without it the
          host hands the runners that one line of the drone secret.
        '';
      };
      runner.key = mkOption {
        type = types.str;
        default = "runner";
        description = "Its key with the dotenv text (secrets.runner.key).";
      };
    };
  };

  config = lib.mkIf cfg.enable {
    assertions = [
      {
        assertion = cfg.domain != null;
        message = ''
          services.gitea-drone.domain is not set. Gitea and Drone are served at git.DOMAIN and
          drone.DOMAIN, for example: services.gitea-drone.domain = "my-domain.tld";
        '';
      }
      {
        assertion = cfg.domain == null || builtins.match "[^/:]+" cfg.domain != null;
        message = ''
          services.gitea-drone.domain is "${toString cfg.domain}": give the bare domain, without
          https://, port or path, for example "my-domain.tld".
        '';
      }
      {
        assertion = name != null;
        message = ''
          services.gitea-drone.admin.username is not set. It must be the user name that
          gitea-drone.yaml has under gitea.admin.username.
        '';
      }
      {
        assertion = name == null || validName;
        message = ''
          services.gitea-drone.admin.username is "${shown}", which Gitea refuses: at most
          40 letters, digits and single '-', '_' or '.' between them. (Drone would also read ','
          and ':' as separators.)
        '';
      }
      {
        assertion = name == null || !validName || freeName;
        message = ''
          services.gitea-drone.admin.username is "${shown}", which Gitea reserves for its
          own pages. Choose another name.
        '';
      }
      {
        assertion = cfg.secrets.drone.sopsFile != null;
        message = ''
          services.gitea-drone.secrets.drone.sopsFile is not set. Run `gitea-drone init`, then
          name the file that it wrote, for example ./.secrets/drone.yaml.
        '';
      }
      {
        assertion = cfg.runners.docker.enable || cfg.runners.exec.enable;
        message = ''
          No Drone runner is enabled, so every build would stay pending. Set
          services.gitea-drone.runners.docker.enable or services.gitea-drone.runners.exec.enable.
        '';
      }
    ] ++ map (p: {
      assertion = false;
      message = ''
        Port ${toString p} is taken twice: by ${
          lib.concatMapStringsSep " and " (n: "services.gitea-drone.${n}") (sharing p)
        }. Give each its own.
      '';
    }) clashes;
  };
}
