# Evaluates a host made of these modules, in the stand-in.
let
  lib = import ./lib.nix;
  pkgs = import ./pkgs.nix;
in
modules:
(lib.evalModules {
  modules = [ ./nixos.nix ] ++ modules;
  specialArgs = { inherit pkgs; };
}).config
