package dev.giteadrone.sandbox.reference;

import dev.giteadrone.sandbox.loopback.Address;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * The configuration of nginx. The locations are the ones that NixOS generates from the modules in
 * {@code src/nix}.
 */
final class NginxSettings {
  /** The lines that {@code src/nix/modules/gitea.nix} adds for Gitea. */
  static final String GITEA = "client_max_body_size 512m;\n";

  /**
   * The lines that {@code src/nix/modules/drone-server.nix} adds for Drone, which streams its logs.
   */
  static final String DRONE =
      """
      proxy_buffering off;
      proxy_cache off;
      proxy_read_timeout 1h;
      """;

  private NginxSettings() {}

  /**
   * A server with TLS.
   *
   * @param listens where it listens
   * @param to the server behind it
   * @param more lines of its location
   */
  record Site(InetSocketAddress listens, Path certificate, Path key, Address to, String more) {
    String text() {
      return """
      server {
        listen %s:%d ssl http2;
        ssl_certificate %s;
        ssl_certificate_key %s;
        location / {
          proxy_pass %s;
          proxy_http_version 1.1;
          proxy_set_header Upgrade $http_upgrade;
          proxy_set_header Connection $connection_upgrade;
      %s%s    }
      }
      """
          .formatted(
              listens.getHostString(),
              listens.getPort(),
              certificate,
              key,
              to.local(),
              RECOMMENDED.indent(4),
              more.indent(4));
    }
  }

  // NixOS has $host instead of $http_host. Here the port must be kept: unlike on a real host, it is
  // not the one of HTTPS.
  private static final String RECOMMENDED =
      """
      proxy_set_header Host $http_host;
      proxy_set_header X-Real-IP $remote_addr;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-Server $host;
      """;

  /**
   * The text of the file.
   *
   * @param folder where nginx may write
   */
  static String text(Path folder, Site... sites) {
    StringBuilder servers = new StringBuilder();
    for (Site site : sites) {
      servers.append(site.text().indent(2));
    }
    return """
    daemon off;
    # One process, which ends with us: a worker would outlive a killed master.
    master_process off;
    worker_processes 1;
    pid %1$s/pid;
    error_log stderr warn;
    events {
    }
    http {
      access_log off;
      client_body_temp_path %1$s/body;
      proxy_temp_path %1$s/proxy;
      fastcgi_temp_path %1$s/fastcgi;
      uwsgi_temp_path %1$s/uwsgi;
      scgi_temp_path %1$s/scgi;
      ssl_protocols TLSv1.2 TLSv1.3;
      ssl_session_cache shared:SSL:1m;
      proxy_redirect off;
      proxy_connect_timeout 60s;
      proxy_send_timeout 60s;
      proxy_read_timeout 60s;
      map $http_upgrade $connection_upgrade {
        default upgrade;
        '' close;
      }
    %2$s}
    """
        .formatted(folder, servers);
  }
}
