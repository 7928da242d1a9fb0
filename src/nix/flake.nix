# Use it with ?dir=src/nix; the README beside it shows how.
{
  description = "gitea-drone: connects a new Gitea and Drone, and verifies the result";

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
    sops-nix.url = "github:Mic92/sops-nix";
    sops-nix.inputs.nixpkgs.follows = "nixpkgs";
  };

  outputs = { self, nixpkgs, sops-nix }:
    let
      inherit (nixpkgs) lib;
      systems = [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ];
      eachSystem = build: lib.genAttrs systems (system: build nixpkgs.legacyPackages.${system});
      program = pkgs: self.packages.${pkgs.stdenv.hostPlatform.system}.gitea-drone;
      version = "0-unstable-${self.lastModifiedDate or "dirty"}";
    in
    {
      packages = eachSystem (pkgs: rec {
        gitea-drone = pkgs.callPackage ./package.nix { inherit version; };
        default = gitea-drone;
      });

      apps = eachSystem (pkgs: rec {
        gitea-drone = {
          type = "app";
          program = "${program pkgs}/bin/gitea-drone";
        };
        default = gitea-drone;
      });

      # All tools of the build: scripts/package, scripts/test.
      devShells = eachSystem (pkgs: {
        default = pkgs.mkShell {
          packages = [
            pkgs.jdk25_headless
            pkgs.maven
            pkgs.go
            pkgs.gcc
            pkgs.git
            pkgs.jq
            pkgs.shellcheck
            pkgs.sops
            pkgs.age
            pkgs.openssh
            pkgs.postgresql
            pkgs.nginx
            pkgs.curl
            pkgs.gnupg
            pkgs.openssl
            pkgs.python3
            pkgs.sqlite
            pkgs.tinyproxy
          ] ++ lib.optionals pkgs.stdenv.hostPlatform.isLinux [
            pkgs.docker
            pkgs.iptables
            pkgs.util-linux
          ];
          JAVA_HOME = "${pkgs.jdk25_headless}";
        };
      });

      nixosModules = {
        # The host, with sops-nix and this flake's gitea-drone.
        default = { lib, pkgs, ... }: {
          imports = [ ./modules sops-nix.nixosModules.sops ];
          services.gitea-drone-bootstrap.package = lib.mkDefault (program pkgs);
        };
        # For a host that imports sops-nix itself: two revisions declare every option twice.
        withoutSops = { lib, pkgs, ... }: {
          imports = [ ./modules ];
          services.gitea-drone-bootstrap.package = lib.mkDefault (program pkgs);
        };
        # gitea-drone-admin alone, for a host that has its own Gitea and Drone.
        admin = ./modules/gitea-admin.nix;
        # Allows the unfree Drone packages; see modules/unfree.nix.
        unfree = ./modules/unfree.nix;
      };

      # Needs KVM and a binary cache: nix build 'path/to/this?dir=src/nix#checks.x86_64-linux.host'
      checks = lib.genAttrs [ "x86_64-linux" "aarch64-linux" ] (system: {
        host = import ./tests/nixos.nix {
          pkgs = import nixpkgs {
            inherit system;
            config = (import ./modules/unfree.nix { inherit lib; }).nixpkgs.config;
          };
          module = self.nixosModules.default;
        };
      });
    };
}
