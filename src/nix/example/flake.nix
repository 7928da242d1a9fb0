# A host repository: one server with Gitea, Drone and both runners.
{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
    # Where you keep gitea-drone-bootstrap: git+https://…, git+ssh://…, or here git+file:///….
    gitea-drone.url = "git+file:///srv/gitea-drone-bootstrap?dir=src/nix";
    gitea-drone.inputs.nixpkgs.follows = "nixpkgs";
    # Only for `deploy`; with nixos-rebuild, remove it and the three uses below.
    deploy-rs.url = "github:serokell/deploy-rs";
    deploy-rs.inputs.nixpkgs.follows = "nixpkgs";
  };

  outputs = { self, nixpkgs, gitea-drone, deploy-rs }:
    let
      system = "x86_64-linux";
      drone = self.nixosConfigurations.server.config.services.gitea-drone;
    in
    {
      nixosConfigurations.server = nixpkgs.lib.nixosSystem {
        inherit system;
        modules = [
          gitea-drone.nixosModules.default
          gitea-drone.nixosModules.unfree
          ./host.nix
          # What `nixos-generate-config` wrote on the server, copied from its /etc/nixos:
          # ./hardware-configuration.nix
        ];
      };

      # deploy-rs: `deploy .#server`
      deploy.nodes.server = {
        hostname = "git.my-domain.tld";
        sshUser = "deploy";
        user = "root";
        # Its default, 240 s, is shorter than the runners may take to finish their builds: it would
        # roll back to the old secret in the middle of a deploy.
        activationTimeout = drone.runners.deployTimeout;
        confirmTimeout = drone.runners.deployTimeout;
        profiles.system.path =
          deploy-rs.lib.${system}.activate.nixos self.nixosConfigurations.server;
      };
      checks = builtins.mapAttrs (_: lib: lib.deployChecks self.deploy) deploy-rs.lib;

      # gitea-drone on your path: `nix develop`
      devShells.${system}.default = nixpkgs.legacyPackages.${system}.mkShell {
        packages = [
          gitea-drone.packages.${system}.default
          deploy-rs.packages.${system}.default
          nixpkgs.legacyPackages.${system}.sops
          nixpkgs.legacyPackages.${system}.age
        ];
      };
    };
}
