# gitea-drone-admin: the admin subcommands gitea-drone needs, for one user, without root.
# In gitea-drone.yaml: cli: [ssh, deploy@git.DOMAIN, sudo, -n, -u, gitea, gitea-drone-admin]
{ config, lib, pkgs, ... }:
let
  cfg = config.services.gitea-drone;
  gitea = config.services.gitea;
  inherit (lib) escapeShellArg;

  wrapper = pkgs.writeShellScriptBin "gitea-drone-admin" ''
    gitea=${escapeShellArg "${gitea.package}/bin/gitea"}
    work_dir=${escapeShellArg gitea.stateDir}
    custom_dir=${escapeShellArg gitea.customDir}
    os_user=${escapeShellArg gitea.user}
    os_group=${escapeShellArg gitea.group}
    admin=${escapeShellArg cfg.admin.username}
    path=${escapeShellArg (lib.makeBinPath [ pkgs.coreutils pkgs.git pkgs.util-linux ])}
    ${builtins.readFile ./gitea-drone-admin.sh}
  '';
in
{
  config = lib.mkIf (cfg.enable && cfg.admin.username != null) {
    environment.systemPackages = [ wrapper ];

    security.sudo.extraRules = [
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
