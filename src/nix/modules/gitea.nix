# Gitea on PostgreSQL's socket, behind nginx. Nobody can sign up before the administrator exists.
{ config, lib, ... }:
let
  cfg = config.services.gitea-drone;
in
{
  config = lib.mkIf cfg.enable {
    services.gitea = {
      enable = true;
      # The user that Gitea runs as owns the database: peer authentication, no password.
      database.type = "postgres";
      settings = {
        server = {
          DOMAIN = cfg.gitea.host;
          ROOT_URL = "https://${cfg.gitea.host}/";
          HTTP_ADDR = "127.0.0.1";
          HTTP_PORT = cfg.gitea.port;
        };
        # From the first deploy on: the administrator comes through gitea-drone-admin.
        service.DISABLE_REGISTRATION = true;
        session.COOKIE_SECURE = true;
        # Gitea may call Drone at every address of its name, also a private one.
        webhook.ALLOWED_HOST_LIST = "external,${cfg.drone.host}";
      };
    };

    services.nginx.virtualHosts.${cfg.gitea.host} = {
      enableACME = lib.mkDefault true;
      forceSSL = true;
      locations."/" = {
        proxyPass = "http://127.0.0.1:${toString cfg.gitea.port}";
        proxyWebsockets = true;
        extraConfig = "client_max_body_size 512m;";
      };
    };
  };
}
