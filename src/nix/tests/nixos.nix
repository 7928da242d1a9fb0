# The whole host in a virtual machine: Gitea, Drone, both runners, then gitea-drone bootstrap. Needs
# KVM and a binary cache. It has not been run so far: see README.
{ pkgs, module }:
let
  domain = "test.lan";

  # A certificate authority and a certificate for both names.
  tls = pkgs.runCommand "tls" { nativeBuildInputs = [ pkgs.openssl ]; } ''
    mkdir $out && cd $out
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=Test CA" \
      -keyout ca.key -out ca.pem
    openssl req -newkey rsa:2048 -nodes -subj "/CN=${domain}" -keyout key.pem -out request.pem
    printf 'subjectAltName=DNS:git.%s,DNS:drone.%s' ${domain} ${domain} > names
    openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 \
      -extfile names -out cert.pem
  '';

  # The files that `gitea-drone init` writes: keys, and a drone secret with only an RPC secret.
  # The keys are created for this test and are in the world-readable store.
  repository = pkgs.runCommand "repository" { nativeBuildInputs = [ pkgs.age pkgs.sops ]; } ''
    mkdir -p $out/.secrets && cd $out
    age-keygen -o operator.key
    age-keygen -o host.key
    operator=$(age-keygen -y operator.key)
    host=$(age-keygen -y host.key)
    cat > .sops.yaml <<END
    creation_rules:
      - path_regex: \.secrets/gitea-admin\.yaml$
        age: $operator
      - path_regex: \.secrets/[^/]+\.yaml$
        age: $operator,$host
    END
    printf 'drone: |\n  DRONE_RPC_SECRET=0123456789abcdef0123456789abcdef\n' |
      sops encrypt --filename-override .secrets/drone.yaml --input-type yaml --output-type yaml \
        > .secrets/drone.yaml
    cp ${configuration} gitea-drone.yaml
  '';

  configuration = pkgs.writeText "gitea-drone.yaml" (builtins.toJSON {
    gitea = {
      url = "https://git.${domain}";
      admin = {
        username = "my-admin";
        email = "me@${domain}";
        create = "cli";
        cli = [ "sudo" "-n" "-u" "deploy" "sudo" "-n" "-u" "gitea" "gitea-drone-admin" ];
      };
    };
    drone = {
      url = "https://drone.${domain}";
      runners = [ "docker" "exec" ];
    };
    secrets = {
      file = ".secrets/drone.yaml";
      key = "drone";
      admin = ".secrets/gitea-admin.yaml";
    };
    deploy.command = [ "deploy-secrets" ];
    verify.canary = {
      image = "busybox:test";
      clone = false;
    };
  });

  # Has the same effect as a deploy with sops-nix after the file has changed.
  deploySecrets = pkgs.writeShellScriptBin "deploy-secrets" ''
    set -eu
    umask 077
    export SOPS_AGE_KEY_FILE=/root/host/host.key
    ${pkgs.sops}/bin/sops decrypt --extract '["drone"]' .secrets/drone.yaml > /run/secrets/drone
    systemctl restart drone-server drone-runner-secret drone-runner-docker drone-runner-exec
  '';

  busybox = pkgs.dockerTools.buildImage {
    name = "busybox";
    tag = "test";
    copyToRoot = [ pkgs.pkgsStatic.busybox ];
  };
in
pkgs.testers.nixosTest {
  name = "gitea-drone";

  nodes.server = { config, lib, ... }: {
    imports = [ module ];

    virtualisation.memorySize = 4096;
    virtualisation.diskSize = 8192;
    virtualisation.cores = 2;

    services.gitea-drone = {
      enable = true;
      inherit domain;
      admin.username = "my-admin";
      secrets.drone.sopsFile = "${repository}/.secrets/drone.yaml";
      runners.exec.enable = true;
    };
    services.gitea-drone-bootstrap = {
      enable = true;
      extraArguments = [ "--ca-cert" "${tls}/ca.pem" ];
    };

    # No Let's Encrypt here.
    services.nginx.virtualHosts = lib.genAttrs [ "git.${domain}" "drone.${domain}" ] (_: {
      enableACME = false;
      sslCertificate = "${tls}/cert.pem";
      sslCertificateKey = "${tls}/key.pem";
    });
    security.pki.certificateFiles = [ "${tls}/ca.pem" ];
    networking.hosts."127.0.0.1" = [ "git.${domain}" "drone.${domain}" ];

    sops.age.keyFile = "/root/host/host.key";
    sops.validateSopsFiles = false;
    system.activationScripts.hostKey = ''
      install -D -m 400 ${repository}/host.key /root/host/host.key
    '';
    system.activationScripts.setupSecrets.deps = [ "hostKey" ];

    users.users.deploy.isNormalUser = true;
    environment.systemPackages = [
      config.services.gitea-drone-bootstrap.package
      deploySecrets
      pkgs.git
    ];
  };

  testScript = ''
    server.wait_for_unit("gitea.service")
    server.wait_for_unit("drone-server.service")
    server.wait_for_unit("drone-runner-docker.service")
    server.wait_for_unit("drone-runner-exec.service")
    server.wait_until_succeeds("curl -sf https://git.${domain}/api/healthz")
    server.wait_until_succeeds("curl -sf https://drone.${domain}/healthz")
    server.succeed("docker load -i ${busybox}")

    with subtest("nobody can sign up, and the runners have ports of their own"):
        server.fail("curl -sf -d user_name=first https://git.${domain}/user/sign_up")
        server.succeed("curl -sf http://127.0.0.1:3011/healthz")

    with subtest("the wrapper does two things only"):
        admin = "sudo -u deploy sudo -n -u gitea gitea-drone-admin"
        server.fail(f"{admin} admin user list")
        server.fail(f"{admin} web")
        server.fail("sudo -u deploy sudo -n gitea-drone-admin admin user list")
        server.fail("sudo -u deploy sudo -n -u gitea id")

    with subtest("the runners see the RPC secret only"):
        environment = server.succeed("tr '\\0' '\\n' < /proc/$(pidof drone-runner-exec)/environ")
        assert "DRONE_RPC_SECRET=" in environment
        assert "CLIENT_SECRET" not in environment

    run = (
        "cd /root/repository && SOPS_AGE_KEY_FILE=/root/repository/operator.key "
        "gitea-drone {} --ca-cert ${tls}/ca.pem"
    )
    with subtest("bootstrap makes it work"):
        server.succeed("cp -r --no-preserve=all ${repository} /root/repository")
        server.succeed("cd /root/repository && git init -q && git add -A")
        server.succeed(run.format("bootstrap --yes"))
        server.succeed(run.format("verify --level full"))

    with subtest("a second run changes nothing"):
        before = server.succeed("sha256sum /root/repository/.secrets/*.yaml")
        server.succeed(run.format("plan --detailed-exitcode"))
        server.succeed(run.format("bootstrap --yes"))
        assert before == server.succeed("sha256sum /root/repository/.secrets/*.yaml")

    with subtest("sessions survive a restart"):
        cookie = server.succeed("cat /var/lib/drone-server/cookie.env")
        server.succeed("systemctl restart drone-server")
        assert cookie == server.succeed("cat /var/lib/drone-server/cookie.env")

    with subtest("no token in the journal"):
        server.fail("journalctl -u drone-server | grep 'bootstrap: account created'")

    with subtest("the timer's check writes its metrics"):
        server.succeed("systemctl start gitea-drone-bootstrap.service")
        server.succeed(
            "grep -x 'gitea_drone_verify_exit_code 0' /run/gitea-drone-bootstrap/verify.prom"
        )
  '';
}
