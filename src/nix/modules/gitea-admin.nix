# gitea-drone-admin: the admin subcommands gitea-drone needs, for one user, without root.
# In gitea-drone.yaml: cli: [ssh, deploy@git.DOMAIN, sudo, -n, -u, gitea, gitea-drone-admin]
# It needs services.gitea and no other module of this folder.
{ config, lib, pkgs, ... }:
let
  cfg = config.services.gitea-drone-admin;
  gitea = config.services.gitea;
  inherit (lib) escapeShellArg mkEnableOption mkOption types;

  wrapper = pkgs.writeShellScriptBin "gitea-drone-admin" ''
    gitea=${escapeShellArg "${gitea.package}/bin/gitea"}
    work_dir=${escapeShellArg gitea.stateDir}
    custom_dir=${escapeShellArg gitea.customDir}
    app_ini=${escapeShellArg "${gitea.customDir}/conf/app.ini"}
    os_user=${escapeShellArg gitea.user}
    os_group=${escapeShellArg gitea.group}
    admin=${escapeShellArg cfg.username}
    path=${escapeShellArg (lib.makeBinPath [ pkgs.coreutils pkgs.git pkgs.util-linux ])}
    ${builtins.readFile ./gitea-drone-admin.sh}
  '';
in
{
  options.services.gitea-drone-admin = {
    enable = mkEnableOption "the command gitea-drone-admin and its sudo rule";
    username = mkOption {
      type = types.str;
      example = "my-admin";
      description = "The administrator that it is for; the same as in gitea-drone.yaml.";
    };
    deployUser = mkOption {
      type = types.str;
      default = "deploy";
      description = "Who may run it through sudo, as gitea's user.";
    };
    sudo = mkOption {
      type = types.bool;
      default = true;
      description = "Whether to write the rule for security.sudo.";
    };
  };

  config = lib.mkIf cfg.enable {
    assertions = [
      {
        assertion = !cfg.sudo || config.security.sudo.enable;
        message = ''
          services.gitea-drone-admin writes a rule for security.sudo, which is off. With sudo-rs or
          doas, write that rule yourself (${cfg.deployUser} may run
          /run/current-system/sw/bin/gitea-drone-admin as ${gitea.user} without a password), begin
          gitea.admin.cli in gitea-drone.yaml with that program, and set
          services.gitea-drone-admin.sudo = false;
        '';
      }
    ];

    environment.systemPackages = [ wrapper ];

    security.sudo.extraRules = lib.mkIf cfg.sudo [
      {
        users = [ cfg.deployUser ];
        runAs = gitea.user;
        commands = [
          {
            command = "/run/current-system/sw/bin/gitea-drone-admin";
            options = [ "NOPASSWD" ];
          }
        ];
      }
    ];
  };
}
