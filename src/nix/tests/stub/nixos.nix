# The options of NixOS and sops-nix that the modules set, by their names and types there. A name
# that is not here fails the evaluation, as it would in NixOS.
{ config, lib, ... }:
let
  inherit (lib) types;
  pkgs = import ./pkgs.nix;
  option = type: lib.mkOption { inherit type; };
  withDefault = default: type: lib.mkOption { inherit type default; };
  list = type: withDefault [ ] (types.listOf type);
  flag = withDefault false types.bool;
  set = type: withDefault { } (types.attrsOf type);
  text = withDefault "" types.lines;
  optional = type: withDefault null (types.nullOr type);

  # systemd: what a value of a unit's section may be
  atom = types.oneOf [ types.str types.bool types.int types.path types.package ];
  unitValue = types.oneOf [ atom (types.listOf atom) ];

  unit = {
    description = withDefault "" types.str;
    wantedBy = list types.str;
    wants = list types.str;
    requires = list types.str;
    before = list types.str;
    after = list types.str;
    unitConfig = set unitValue;
  };
  service.options = unit // {
    environment = set unitValue;
    path = list types.package;
    serviceConfig = set unitValue;
    startLimitIntervalSec = optional types.int;
    restartIfChanged = withDefault true types.bool;
    confinement.enable = flag;
  };
  timer.options = unit // { timerConfig = set unitValue; };

  secret = { name, config, ... }: {
    options = {
      sopsFile = option types.path;
      key = withDefault name types.str;
      path = withDefault "/run/secrets/${name}" types.str;
      mode = withDefault "0400" types.str;
      owner = optional types.str;
      restartUnits = list types.str;
    };
  };

  location.options = {
    proxyPass = optional types.str;
    proxyWebsockets = flag;
    extraConfig = text;
  };
  virtualHost.options = {
    enableACME = flag;
    forceSSL = flag;
    sslCertificate = optional types.path;
    sslCertificateKey = optional types.path;
    locations = set (types.submodule location);
    extraConfig = text;
  };

  user.options = {
    isSystemUser = flag;
    isNormalUser = flag;
    group = withDefault "" types.str;
    extraGroups = list types.str;
    description = withDefault "" types.str;
    openssh.authorizedKeys.keys = list types.str;
  };

  sudoCommand.options = {
    command = option types.str;
    options = list (types.enum [ "NOPASSWD" "PASSWD" "SETENV" "NOSETENV" ]);
  };
  sudoRule.options = {
    users = list types.str;
    groups = list types.str;
    runAs = withDefault "ALL:ALL" types.str;
    commands = list (types.submodule sudoCommand);
  };

  databaseUser.options = {
    name = option types.str;
    ensureDBOwnership = flag;
  };
in
{
  options = {
    assertions = list types.anything;
    environment.systemPackages = list types.package;
    environment.etc = lib.mkOption {
      type = types.attrsOf types.anything;
      default = lib.genAttrs
        [
          "hosts" "nsswitch.conf" "nix/nix.conf" "ssh/ssh_known_hosts"
          "ssl/certs/ca-certificates.crt"
        ]
        (name: { source = "/nix/store/etc/${name}"; });
    };
    environment.usrbinenv = withDefault "/nix/store/coreutils/bin/env" types.str;
    networking.firewall.allowedTCPPorts = list types.port;
    networking.hosts = set (types.listOf types.str);
    networking.hostName = withDefault "nixos" types.str;
    nix.package = withDefault pkgs.nix types.package;
    nix.settings = set types.anything;
    nixpkgs.config = set types.unspecified;
    security.acme.acceptTerms = flag;
    security.acme.defaults.email = optional types.str;
    security.pki.certificateFiles = list types.path;
    security.sudo.enable = withDefault true types.bool;
    security.sudo.extraRules = list (types.submodule sudoRule);
    security.sudo.wheelNeedsPassword = withDefault true types.bool;
    services.gitea = {
      enable = flag;
      package = withDefault pkgs.gitea types.package;
      user = withDefault "gitea" types.str;
      group = withDefault "gitea" types.str;
      stateDir = withDefault "/var/lib/gitea" types.str;
      customDir = withDefault "${config.services.gitea.stateDir}/custom" types.str;
      database.type = withDefault "sqlite3" (types.enum [ "sqlite3" "mysql" "postgres" ]);
      settings = set types.anything;
    };
    services.nginx = {
      enable = flag;
      recommendedGzipSettings = flag;
      recommendedOptimisation = flag;
      recommendedProxySettings = flag;
      recommendedTlsSettings = flag;
      virtualHosts = set (types.submodule virtualHost);
    };
    services.openssh.enable = flag;
    services.openssh.settings = set types.anything;
    services.postgresql = {
      enable = flag;
      ensureDatabases = list types.str;
      ensureUsers = list (types.submodule databaseUser);
    };
    sops.age.keyFile = optional types.str;
    sops.validateSopsFiles = withDefault true types.bool;
    sops.secrets = set (types.submodule secret);
    system.activationScripts = set types.anything;
    system.stateVersion = option types.str;
    systemd.services = set (types.submodule service);
    systemd.timers = set (types.submodule timer);
    users.users = set (types.submodule user);
    users.groups = set types.anything;
    virtualisation = {
      cores = withDefault 1 types.ints.positive;
      diskSize = withDefault 1024 types.ints.positive;
      memorySize = withDefault 1024 types.ints.positive;
      docker.enable = flag;
      docker.autoPrune.enable = flag;
    };
  };
}
