# The whole reference host. `unfree.nix` is separate: see there.
{
  imports = [
    ./options.nix
    ./host.nix
    ./secrets.nix
    ./gitea.nix
    ./gitea-admin.nix
    ./drone-server.nix
    ./drone-runner-docker.nix
    ./drone-runner-exec.nix
    ./bootstrap.nix
  ];
}
