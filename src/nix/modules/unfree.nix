# Drone and its runners are unfree in nixpkgs (the server's package is called drone.io there).
# Drone's open source build (drone-oss) is free, but has no runner API: it cannot run a build.
# The licences allow use by individuals and small organisations; read them before you enable this.
# A separate module, because its predicate replaces yours: if you have one, add the names there.
{ lib, ... }:
{
  nixpkgs.config.allowUnfreePredicate = package:
    builtins.elem (lib.getName package) [ "drone.io" "drone-runner-docker" "drone-runner-exec" ];
}
