{
  # Add what your server's /etc/nixos/configuration.nix has of boot.loader, and its network if that
  # is not DHCP: hardware-configuration.nix has neither.
  networking.hostName = "server";
  system.stateVersion = "26.05";

  services.gitea-drone = {
    enable = true;
    domain = "my-domain.tld";
    admin.username = "my-admin";
    admin.email = "me@my-domain.tld";
    secrets.drone.sopsFile = ./.secrets/drone.yaml;
    # Steps of exec pipelines run on this host: only for repositories whose authors you trust.
    runners.exec.enable = true;
  };
  services.gitea-drone-bootstrap.enable = true;

  # You accept the terms of Let's Encrypt.
  security.acme.acceptTerms = true;

  # The host's age key is derived from its SSH host key, which sops-nix finds by itself.
  services.openssh = {
    enable = true;
    settings.PasswordAuthentication = false;
    settings.KbdInteractiveAuthentication = false;
  };

  # The user that deploy-rs, nixos-rebuild and gitea-drone sign in as. Activating a system needs
  # root; a user that only runs gitea-drone-admin needs only the rule that the module creates.
  users.users.deploy = {
    isNormalUser = true;
    extraGroups = [ "wheel" ];
    openssh.authorizedKeys.keys = [
      # "ssh-ed25519 AAAA… you"
    ];
  };
  security.sudo.wheelNeedsPassword = false;
  nix.settings.trusted-users = [ "deploy" ];
  nix.settings.experimental-features = [ "nix-command" "flakes" ];
}
