# Calls a flake's outputs with stand-ins for its inputs.
let
  lib = import ./lib.nix;
  pkgs = import ./pkgs.nix;
  evaluate = import ./host.nix;

  nixpkgs = {
    legacyPackages = lib.genAttrs
      [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ]
      (system: pkgs // { stdenv.hostPlatform.system = system; });
    lib = lib // {
      # The example has no secrets, so another file is used instead; only its path counts.
      nixosSystem = { system, modules }: {
        config = evaluate (modules ++ [
          { services.gitea-drone.secrets.drone.sopsFile = lib.mkForce ../../example/.sops.yaml; }
        ]);
      };
    };
  };

  call = path: inputs:
    let self = (import path).outputs (inputs // { inherit self; });
    in self;

  own = call ../../flake.nix {
    inherit nixpkgs;
    # The stand-in for NixOS has sops-nix' options already.
    sops-nix.nixosModules.sops = { };
  };
in
{
  inherit own;
  example = call ../../example/flake.nix {
    inherit nixpkgs;
    gitea-drone = own;
    deploy-rs.lib.x86_64-linux = {
      activate.nixos = system: "activate ${system.config.networking.hostName}";
      deployChecks = deploy: deploy.nodes;
    };
    deploy-rs.packages.x86_64-linux.default = pkgs.deploy-rs;
  };
}
