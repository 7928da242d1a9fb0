# The base: firewall, certificates, nginx, PostgreSQL, Gitea's command for the administrator.
{ config, lib, ... }:
let
  cfg = config.services.gitea-drone;
in
{
  config = lib.mkIf cfg.enable {
    networking.firewall.allowedTCPPorts = [ 80 443 ];

    # You must accept its terms yourself: security.acme.acceptTerms.
    security.acme.defaults.email =
      lib.mkIf (cfg.admin.email != null) (lib.mkDefault cfg.admin.email);

    services.nginx = {
      enable = true;
      recommendedGzipSettings = lib.mkDefault true;
      recommendedOptimisation = lib.mkDefault true;
      recommendedProxySettings = true;
      recommendedTlsSettings = lib.mkDefault true;
    };

    services.postgresql.enable = true;

    services.gitea-drone-admin = lib.mkIf (cfg.admin.username != null) {
      enable = true;
      inherit (cfg.admin) username;
      inherit (cfg) deployUser;
    };
  };
}
