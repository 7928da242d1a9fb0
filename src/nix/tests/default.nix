# The checks for scripts/check-nix: { checks = [ { name, ok, seen } ]; units; scripts; }
let
  lib = import ./stub/lib.nix;
  pkgs = import ./stub/pkgs.nix;
  evaluate = import ./stub/host.nix;
  flakes = import ./stub/flake.nix;
  inherit (builtins) all any attrNames attrValues concatMap elem filter isString match readFile
    toJSON;

  # A secrets file in place of the one that `gitea-drone init` writes; only its path counts.
  sopsFile = ../example/.secrets/README.md;

  base = {
    services.gitea-drone = {
      enable = true;
      domain = "my-domain.tld";
      admin.username = "my-admin";
      admin.email = "me@my-domain.tld";
      secrets.drone.sopsFile = sopsFile;
      runners.exec.enable = true;
    };
    services.gitea-drone-bootstrap.enable = true;
  };
  host = changes: evaluate [ ../modules base { config = changes; } ];

  full = host { };
  dockerOnly = host { services.gitea-drone.runners.exec.enable = lib.mkForce false; };
  ownFile = host { services.gitea-drone.secrets.runner.sopsFile = sopsFile; };
  withKey = host { services.gitea-drone-bootstrap.ageKeyFile = "/var/lib/sops-nix/key.txt"; };
  off = evaluate [ ../modules ];
  # A host that was set up by hand, with a domain of its own for Drone.
  adopted = host { services.gitea-drone.drone.host = "drone.my-server.tld"; };
  adminOnly = evaluate [
    flakes.own.nixosModules.admin
    {
      services.gitea-drone-admin = { enable = true; username = "my-admin"; deployUser = "me"; };
    }
  ];
  vmTest = import ./nixos.nix { inherit pkgs; module = flakes.own.nixosModules.default; };
  vm = evaluate [ vmTest.nodes.server ];
  example = flakes.example.nixosConfigurations.server.config;

  failing = config: map (a: a.message) (filter (a: !a.assertion) config.assertions);

  check = name: expected: seen: {
    inherit name;
    ok = seen == expected;
    seen = toJSON seen;
  };
  # The host is refused, once, with a text that has all these parts.
  refuses = name: parts: changes:
    let messages = failing (host changes);
    in {
      name = "refuses ${name}";
      ok = builtins.length messages == 1
        && all (part: lib.hasInfix part (builtins.head messages)) parts;
      seen = toJSON messages;
    };

  services = config: config.systemd.services;
  server = (services full).drone-server;
  docker = (services full).drone-runner-docker;
  exec = (services full).drone-runner-exec;
  secret = (services full).drone-runner-secret;
  verify = (services full).gitea-drone-bootstrap;
  verifySettings = full.services.gitea-drone-bootstrap.settings;
  drone = full.services.nginx.virtualHosts."drone.my-domain.tld";
  gitea = full.services.nginx.virtualHosts."git.my-domain.tld";

  # Every unit that reads a secret, directly or through drone-runner-secret.
  readers = config:
    filter (name: any (file: match "-?/run/(secrets|drone-runner-secret)/.*" file != null)
      ((services config).${name}.serviceConfig.EnvironmentFile or [ ]))
      (attrNames (services config));
  restarted = config:
    concatMap (s: s.restartUnits) (attrValues config.sops.secrets);

  known = file: filter (x: isString x && match "DRONE_.*" x != null)
    (builtins.split "\n" (readFile file));
  unknownNames = file: unit:
    filter (name: match "DRONE_.*" name != null && !(elem name (known file)))
      (attrNames unit.environment);

  admin = builtins.head full.environment.systemPackages;
  port = p: "127.0.0.1:${toString p}";
in
{
  checks = [
    (check "a complete host passes its assertions" [ ] (failing full))
    (check "the example host passes its assertions" [ ] (failing example))
    (check "nothing is set unless enabled" [ { } [ ] { } ]
      [ off.systemd.services off.networking.firewall.allowedTCPPorts off.users.users ])

    # gitea
    (check "gitea: database" "postgres" full.services.gitea.database.type)
    (check "gitea: no password for the database" false (full.services.gitea ? database.password))
    (check "gitea: server" {
      DOMAIN = "git.my-domain.tld";
      ROOT_URL = "https://git.my-domain.tld/";
      HTTP_ADDR = "127.0.0.1";
      HTTP_PORT = 3001;
    } full.services.gitea.settings.server)
    (check "gitea: registration is closed" true
      full.services.gitea.settings.service.DISABLE_REGISTRATION)
    (check "gitea: webhooks reach Drone" "external,drone.my-domain.tld"
      full.services.gitea.settings.webhook.ALLOWED_HOST_LIST)
    (check "gitea: behind nginx" "http://127.0.0.1:3001" gitea.locations."/".proxyPass)
    (check "gitea: TLS" [ true true ] [ gitea.forceSSL gitea.enableACME ])
    (check "sudo: one rule, for one command, as gitea" [
      {
        users = [ "deploy" ];
        groups = [ ];
        runAs = "gitea";
        commands = [
          {
            command = "/run/current-system/sw/bin/gitea-drone-admin";
            options = [ "NOPASSWD" ];
          }
        ];
      }
    ] full.security.sudo.extraRules)
    (check "sudo: the command is installed" "gitea-drone-admin" admin.pname)
    (check "the command without the host: rule and script"
      [ [ "me" ] "gitea-drone-admin" { } true ]
      [
        (builtins.head adminOnly.security.sudo.extraRules).users
        (builtins.head adminOnly.environment.systemPackages).pname
        adminOnly.systemd.services
        (lib.hasInfix "admin='my-admin'" (builtins.head adminOnly.environment.systemPackages).text)
      ])

    # another domain for Drone
    (check "adopted: passes its assertions" [ ] (failing adopted))
    (check "adopted: Drone's name" [ "drone.my-server.tld" "https" "http://127.0.0.1:3030" ] [
      (services adopted).drone-server.environment.DRONE_SERVER_HOST
      (services adopted).drone-server.environment.DRONE_SERVER_PROTO
      adopted.services.nginx.virtualHosts."drone.my-server.tld".locations."/".proxyPass
    ])
    (check "adopted: Gitea's name" "https://git.my-domain.tld"
      (services adopted).drone-server.environment.DRONE_GITEA_SERVER)
    (check "adopted: webhooks reach Drone" "external,drone.my-server.tld"
      adopted.services.gitea.settings.webhook.ALLOWED_HOST_LIST)
    (check "adopted: a new secret restarts every reader"
      [
        "drone-runner-docker.service"
        "drone-runner-exec.service"
        "drone-runner-secret.service"
        "drone-server.service"
      ]
      (builtins.sort builtins.lessThan (restarted adopted)))

    # drone server
    (check "server: environment" {
      DRONE_COOKIE_SECURE = "true";
      DRONE_DATABASE_DATASOURCE = "postgres:///droneserver?host=/run/postgresql";
      DRONE_DATABASE_DRIVER = "postgres";
      DRONE_GITEA_SERVER = "https://git.my-domain.tld";
      DRONE_LOGS_TEXT = "true";
      DRONE_SERVER_HOST = "drone.my-domain.tld";
      DRONE_SERVER_PORT = "127.0.0.1:3030";
      DRONE_SERVER_PROTO = "https";
      DRONE_USER_CREATE = "username:my-admin,admin:true";
      DRONE_USER_FILTER = "my-admin";
    } server.environment)
    (check "server: open to all users when asked" false
      ((services (host { services.gitea-drone.drone.admit = [ ]; })).drone-server.environment
        ? DRONE_USER_FILTER))
    (check "server: secrets" [ "/run/secrets/drone" "-/var/lib/drone-server/cookie.env" ]
      server.serviceConfig.EnvironmentFile)
    (check "server: own user" [ "droneserver" true "droneserver" ] [
      server.serviceConfig.User
      full.users.users.droneserver.isSystemUser
      full.users.users.droneserver.group
    ])
    (check "server: own database" {
      enable = true;
      ensureDatabases = [ "droneserver" ];
      ensureUsers = [ { name = "droneserver"; ensureDBOwnership = true; } ];
    } full.services.postgresql)
    (check "server: waits for the database" true (elem "postgresql.target" server.after))
    (check "server: the token's line stays out of the journal" "~bootstrap: account created"
      server.serviceConfig.LogFilterPatterns)
    (check "server: logs are streamed" true
      (lib.hasInfix "proxy_buffering off;" drone.locations."/".extraConfig))
    (check "server: behind nginx" [ "http://127.0.0.1:3030" true true ]
      [ drone.locations."/".proxyPass drone.locations."/".proxyWebsockets drone.forceSSL ])

    # runners
    (check "runners: talk to the server" [ "http" "localhost:3030" "http" "localhost:3030" ] [
      docker.environment.DRONE_RPC_PROTO
      docker.environment.DRONE_RPC_HOST
      exec.environment.DRONE_RPC_PROTO
      exec.environment.DRONE_RPC_HOST
    ])
    (check "runners: health pages on ports of their own" [ (port 3011) (port 3012) ]
      [ docker.environment.DRONE_HTTP_BIND exec.environment.DRONE_HTTP_BIND ])
    (check "runners: see the RPC secret only" [
      [ "/run/drone-runner-secret/environment" ]
      [ "/run/drone-runner-secret/environment" ]
      "drone:/run/secrets/drone"
    ] [
      docker.serviceConfig.EnvironmentFile
      exec.serviceConfig.EnvironmentFile
      secret.serviceConfig.LoadCredential
    ])
    (check "runners: wait for their secret" [ true true true true ] [
      (elem "drone-runner-secret.service" docker.requires)
      (elem "drone-runner-secret.service" docker.after)
      (elem "drone-runner-secret.service" exec.requires)
      (elem "drone-runner-secret.service" exec.after)
    ])
    (check "runners: a file of their own" [ [ "/run/secrets/drone-runner" ] false "runner" ] [
      (services ownFile).drone-runner-exec.serviceConfig.EnvironmentFile
      (services ownFile ? drone-runner-secret)
      ownFile.sops.secrets.drone-runner.key
    ])
    (check "runners: drain" [ "mixed" "SIGTERM" "15min" "mixed" "SIGTERM" "15min" ] (concatMap
      (u: [ u.serviceConfig.KillMode u.serviceConfig.KillSignal u.serviceConfig.TimeoutStopSec ])
      [ docker exec ]))
    (check "runners: users of their own" [
      "drone-runner-docker"
      [ "docker" ]
      "drone-runner-exec"
      [ ]
    ] [
      docker.serviceConfig.User
      full.users.users.drone-runner-docker.extraGroups
      exec.serviceConfig.User
      full.users.users.drone-runner-exec.extraGroups
    ])
    (check "docker runner: Docker runs" true full.virtualisation.docker.enable)
    (check "exec runner: confined" true exec.confinement.enable)
    (check "runners: a deploy may take as long as they drain" [ 1140 5640 ] [
      full.services.gitea-drone.runners.deployTimeout
      (host { services.gitea-drone.runners.drainTimeout = "1h 30min"; })
        .services.gitea-drone.runners.deployTimeout
    ])
    (check "example: deploy-rs waits as long as the runners drain" [ 1140 1140 ] [
      flakes.example.deploy.nodes.server.activationTimeout
      flakes.example.deploy.nodes.server.confirmTimeout
    ])
    (check "secrets: every reader starts after sops-nix' unit" [ true true true true ] (map
      (u: elem "sops-install-secrets.service" u.after) [ server secret docker exec ]))
    (check "secrets: the runners' secret is tried again" [ "on-failure" 5 0 ] [
      secret.serviceConfig.Restart
      secret.serviceConfig.RestartSec
      secret.startLimitIntervalSec
    ])
    (check "exec runner: may use a restricted Nix daemon" [ "drone-runner-exec" ]
      full.nix.settings.extra-allowed-users)
    (check "exec runner: sees nscd after its restart" true
      (services full).nscd.serviceConfig.RuntimeDirectoryPreserve)
    (check "exec runner: may lack a resolv.conf, has env and known hosts" [ true true true ]
      (map (path: any (lib.hasInfix path) exec.serviceConfig.BindReadOnlyPaths)
        [ "-/etc/resolv.conf" ":/usr/bin/env" ":/etc/ssh/ssh_known_hosts" ]))
    (check "exec runner: has ssh" true (elem pkgs.openssh exec.path))
    (check "exec runner: has Nix, CA and DNS" [ true true true ] [
      (elem "/nix/var/nix/daemon-socket" exec.serviceConfig.BindPaths)
      (any (lib.hasSuffix ":/etc/ssl/certs/ca-certificates.crt")
        exec.serviceConfig.BindReadOnlyPaths)
      (elem "-/etc/resolv.conf" exec.serviceConfig.BindReadOnlyPaths)
    ])
    (check "exec runner: sees no secrets" [ ]
      (filter (path: match "-?/(run|root|home|var/lib)(/secrets.*)?(:.*)?" path != null)
        (exec.serviceConfig.BindPaths ++ exec.serviceConfig.BindReadOnlyPaths)))
    (check "exec runner: off unless asked for" false (services dockerOnly ? drone-runner-exec))

    # secrets
    (check "secrets: the file, the key, the mode" [ "drone" "0400" null ] [
      full.sops.secrets.drone.key
      full.sops.secrets.drone.mode
      full.sops.secrets.drone.owner
    ])
    (check "secrets: every reader is restarted" [
      "drone-server.service"
      "drone-runner-secret.service"
      "drone-runner-docker.service"
      "drone-runner-exec.service"
    ] (restarted full))
    (check "secrets: no reader is forgotten" [ [ ] [ ] [ ] ] (map (config:
      filter (name: !(elem "${name}.service" (restarted config))) (readers config))
      [ full dockerOnly ownFile ]))
    (check "secrets: own file restarts the runners"
      [ "drone-runner-docker.service" "drone-runner-exec.service" ]
      ownFile.sops.secrets.drone-runner.restartUnits)
    (check "secrets: no unit refuses a restart" [ ]
      (filter (name: !(services full).${name}.restartIfChanged) (attrNames (services full))))
    (check "secrets: none in the units" [ ]
      (filter (name: any (key: match ".*(SECRET|TOKEN|PASSWORD|CLIENT_ID)" key != null)
        (attrNames (services full).${name}.environment)) (attrNames (services full))))

    # host
    (check "host: firewall" [ 80 443 ] full.networking.firewall.allowedTCPPorts)
    (check "host: users" [ "drone-runner-docker" "drone-runner-exec" "droneserver" ]
      (attrNames full.users.users))
    (check "host: certificates; their terms are the operator's to accept" [
      "me@my-domain.tld"
      false
      true
    ] [
      full.security.acme.defaults.email
      full.security.acme.acceptTerms
      example.security.acme.acceptTerms
    ])
    (check "host: the unfree packages" [ true true true false ] (map
      (evaluate [ ../modules/unfree.nix ]).nixpkgs.config.allowUnfreePredicate
      [ pkgs.drone pkgs.drone-runner-docker pkgs.drone-runner-exec pkgs.gitea ]))

    # bootstrap
    (check "bootstrap: what it checks" {
      gitea.url = "https://git.my-domain.tld";
      gitea.admin.username = "my-admin";
      gitea.admin.create = "never";
      drone.url = "https://drone.my-domain.tld";
      drone.runners = [ "docker" "exec" ];
      secrets.key = "drone";
    } (verifySettings // { secrets = removeAttrs verifySettings.secrets [ "file" ]; }))
    (check "bootstrap: reads the ciphertext from the store" true
      (lib.hasInfix "/nix/store/" verifySettings.secrets.file))
    (check "bootstrap: no key unless given" [ false false ]
      [ (verify.serviceConfig ? LoadCredential) (verify.environment ? SOPS_AGE_KEY_FILE) ])
    (check "bootstrap: a given key comes as a credential" [
      "age.key:/var/lib/sops-nix/key.txt"
      "%d/age.key"
    ] [
      (services withKey).gitea-drone-bootstrap.serviceConfig.LoadCredential
      (services withKey).gitea-drone-bootstrap.environment.SOPS_AGE_KEY_FILE
    ])
    (check "bootstrap: the host's secrets are out of reach" [ true true "strict" ] [
      (elem "-/run/secrets" verify.serviceConfig.InaccessiblePaths)
      verify.serviceConfig.DynamicUser
      verify.serviceConfig.ProtectSystem
    ])
    (check "bootstrap: timer" [ "*:0/15" [ "timers.target" ] ] [
      full.systemd.timers.gitea-drone-bootstrap.timerConfig.OnCalendar
      full.systemd.timers.gitea-drone-bootstrap.wantedBy
    ])

    # names
    (check "names: the server knows its variables" [ ]
      (unknownNames ./names/drone-server.txt server))
    (check "names: the docker runner knows its variables" [ ]
      (unknownNames ./names/drone-runner-docker.txt docker))
    (check "names: the exec runner knows its variables" [ ]
      (unknownNames ./names/drone-runner-exec.txt exec))

    # flakes
    (check "flake: packages, apps, shells, modules, checks" [
      "gitea-drone"
      "/nix/store/00000000000000000000000000000000-gitea-drone/bin/gitea-drone"
      true
      [ "admin" "default" "unfree" "withoutSops" ]
      [ "aarch64-linux" "x86_64-linux" ]
    ] [
      flakes.own.packages.x86_64-linux.default.pname
      flakes.own.apps.aarch64-darwin.default.program
      (flakes.own.devShells.aarch64-linux.default ? packages)
      (attrNames flakes.own.nixosModules)
      (attrNames flakes.own.checks)
    ])
    (check "package: has its programs on the path" true
      (lib.hasInfix "-sops/bin" flakes.own.packages.x86_64-linux.default.args.installPhase))
    (check "package: a ready jar needs no Maven" [ true false ] (
      let args = (pkgs.callPackage ../package.nix { jar = "/x.jar"; }).args;
      in [ (lib.hasInfix "install -Dm644 /x.jar" args.installPhase) (args ? mvnHash) ]))
    (check "example: deploy-rs node" [ "git.my-domain.tld" "deploy" "activate server" ] [
      flakes.example.deploy.nodes.server.hostname
      flakes.example.deploy.nodes.server.sshUser
      flakes.example.deploy.nodes.server.profiles.system.path
    ])
    (check "example: gitea-drone.yaml speaks of this host" [ ] (
      let
        yaml = readFile ../example/gitea-drone.yaml;
        sudo = builtins.head example.security.sudo.extraRules;
      in filter (part: !(lib.hasInfix part yaml)) [
        "url: https://${example.services.gitea-drone.gitea.host}\n"
        "url: https://${example.services.gitea-drone.drone.host}\n"
        "username: ${example.services.gitea-drone.admin.username}\n"
        "email: ${example.services.gitea-drone.admin.email}\n"
        "key: ${example.services.gitea-drone.secrets.drone.key}\n"
        "file: .secrets/drone.yaml\n"
        "sudo, -n, -u, ${sudo.runAs}, gitea-drone-admin]"
        "runners: [docker, exec]\n"
      ]))

    (check "VM test: its host passes its assertions" [ ] (failing vm))
    (check "VM test: its host has certificates of its own" [ false true ] [
      vm.services.nginx.virtualHosts."git.test.lan".enableACME
      vm.services.nginx.virtualHosts."git.test.lan".forceSSL
    ])

    # bad hosts
    (refuses "a host without sudo" [ "sudo-rs" "doas" "services.gitea-drone-admin.sudo = false" ] {
      security.sudo.enable = false;
    })
    (check "sudo: no rule where the host writes its own" [ [ ] [ ] ] (
      let own = host {
        security.sudo.enable = false;
        services.gitea-drone-admin.sudo = false;
      };
      in [ (failing own) own.security.sudo.extraRules ]))
    (refuses "a drain time that it cannot read" [ "\"soon\"" "15min" ] {
      services.gitea-drone.runners.drainTimeout = "soon";
    })
    (refuses "no domain" [ "services.gitea-drone.domain is not set" "for example" ]
      { services.gitea-drone.domain = lib.mkForce null; })
    (refuses "a URL for a domain" [ "https://my-domain.tld" "without" ]
      { services.gitea-drone.domain = lib.mkForce "https://my-domain.tld"; })
    (refuses "no administrator" [ "admin.username is not set" "gitea-drone.yaml" ]
      { services.gitea-drone.admin.username = lib.mkForce null; })
    (refuses "an administrator with a comma" [ "\"me,you\"" "Gitea refuses" ]
      { services.gitea-drone.admin.username = lib.mkForce "me,you"; })
    (refuses "an administrator that begins with a dash" [ "\"-me\"" "Gitea refuses" ]
      { services.gitea-drone.admin.username = lib.mkForce "-me"; })
    (refuses "an administrator with two dots" [ "\"m..e\"" "Gitea refuses" ]
      { services.gitea-drone.admin.username = lib.mkForce "m..e"; })
    (refuses "an administrator of 41 letters" [ "at most" ] {
      services.gitea-drone.admin.username =
        lib.mkForce "abcdefghijklmnopqrstuvwxyzabcdefghijklmno";
    })
    (refuses "a reserved administrator" [ "\"User\"" "reserves" ]
      { services.gitea-drone.admin.username = lib.mkForce "User"; })
    (refuses "an administrator like a feed" [ "\"me.rss\"" "reserves" ]
      { services.gitea-drone.admin.username = lib.mkForce "me.rss"; })
    (refuses "no secrets file" [ "sopsFile is not set" "gitea-drone init" ]
      { services.gitea-drone.secrets.drone.sopsFile = lib.mkForce null; })
    (refuses "a port twice" [ "Port 3030" "drone.port and" "services.gitea-drone.gitea.port" ]
      { services.gitea-drone.gitea.port = 3030; })
    (refuses "both runners on one port"
      [ "Port 3000" "runners.docker.port" "runners.exec.port" ]
      {
        services.gitea-drone.runners.docker.port = 3000;
        services.gitea-drone.runners.exec.port = 3000;
      })
    (refuses "no runner" [ "stay pending" ] {
      services.gitea-drone.runners.docker.enable = false;
      services.gitea-drone.runners.exec.enable = lib.mkForce false;
    })
    (refuses "the open source Drone" [ "drone.io-oss" "404" "unfree" ]
      { services.gitea-drone.drone.package = pkgs.drone-oss; })
    (refuses "the admin file on the host" [ "secrets.admin" "unreadable" ]
      { services.gitea-drone-bootstrap.settings.secrets.admin = "x"; })
    (check "bootstrap: a setting changes nothing else" [ "https://git.my-domain.tld" [ "exec" ] ] (
      let s = (host {
        services.gitea-drone-bootstrap.settings.drone.runners = [ "exec" ];
      }).services.gitea-drone-bootstrap.settings;
      in [ s.gitea.url s.drone.runners ]))
    (check "bootstrap: also on another machine" [ [ ] { gitea.url = "https://x.tld"; } ] (
      let other = evaluate [
        ../modules
        {
          services.gitea-drone-bootstrap.enable = true;
          services.gitea-drone-bootstrap.settings.gitea.url = "https://x.tld";
        }
      ];
      in [ (failing other) other.services.gitea-drone-bootstrap.settings ]))
    (check "a port may be shared with a runner that is off" [ ] (failing (host {
      services.gitea-drone.runners.exec.enable = lib.mkForce false;
      services.gitea-drone.runners.exec.port = 3011;
    })))
    (check "a name of Gitea's kind passes" [ ]
      (failing (host { services.gitea-drone.admin.username = lib.mkForce "Me-2.x_y"; })))
    (check "the stand-in refuses unknown options" false (builtins.tryEval
      (toJSON (failing (host { services.gitea-drone.domian = "x"; })))).success)
    (check "the stand-in refuses wrong types" false (builtins.tryEval
      (toJSON (failing (host { services.gitea-drone.gitea.port = 70000; })))).success)
  ];

  # Unit files as systemd reads them; the programs do not exist, so they are /bin/true here.
  units =
    let
      text = x: if x == true then "true" else if x == false then "false" else toString x;
      line = key: x: "${key}=${if match "Exec.*" key != null then "/bin/true" else text x}\n";
      lines = section: lib.concatMapStringsSep "" (key:
        if builtins.isList section.${key} then lib.concatMapStringsSep "" (line key) section.${key}
        else line key section.${key}) (attrNames section);
      dependencies = u: lib.concatMapStringsSep "" (key:
        lib.concatMapStringsSep "" (unit: "${key.to}=${unit}\n") u.${key.from}) [
        { from = "wants"; to = "Wants"; }
        { from = "requires"; to = "Requires"; }
        { from = "before"; to = "Before"; }
        { from = "after"; to = "After"; }
      ];
      unit = u: "[Unit]\nDescription=${u.description}\n${dependencies u}${lines u.unitConfig}";
      environment = u: lib.concatMapStringsSep ""
        (key: "Environment=${toJSON "${key}=${text u.environment.${key}}"}\n")
        (attrNames u.environment);
      service = name:
        let u = (services withKey).${name};
        in {
          name = "${name}.service";
          value = "${unit u}[Service]\n${environment u}${lines u.serviceConfig}";
        };
      # The rest of nscd's unit is in NixOS.
      ownServices = filter (name: name != "nscd") (attrNames (services withKey));
      timer = name:
        let u = withKey.systemd.timers.${name};
        in {
          name = "${name}.timer";
          value = "${unit u}[Timer]\n${lines u.timerConfig}";
        };
    in
    builtins.listToAttrs (map service ownServices
      ++ map timer (attrNames withKey.systemd.timers));

  python.vm-test = "def test(server):\n    ${
    builtins.replaceStrings [ "\n" ] [ "\n    " ] vmTest.testScript
  }pass\n";

  scripts = {
    gitea-drone-admin = admin.text;
    gitea-drone-verify = verify.serviceConfig.ExecStart.text;
    drone-runner-secret = secret.serviceConfig.ExecStart.text;
    drone-cookie-secret = server.serviceConfig.ExecStartPre.text;
  };
}
