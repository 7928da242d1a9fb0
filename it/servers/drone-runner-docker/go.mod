// Drone's docker runner 1.8.3.
module dev.giteadrone/servers/drone-runner-docker

go 1.26

require github.com/drone-runners/drone-runner-docker v1.8.3

// From the runner's own go.mod: replacements of a dependency do not apply by themselves.
replace github.com/docker/docker => github.com/docker/engine v17.12.0-ce-rc1.0.20200309214505-aa6a9891b09c+incompatible
