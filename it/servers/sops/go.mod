// sops 3.13.3; the program needs 3.11 or newer (sops set --value-stdin).
module dev.giteadrone/servers/sops

go 1.26

require github.com/getsops/sops/v3 v3.13.3
