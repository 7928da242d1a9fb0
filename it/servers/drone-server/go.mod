// Drone server 1.10.1. Built twice: with the tag nolimit, and as the OSS edition, which has no
// runner API and which the check drone.edition has to recognise.
module dev.giteadrone/servers/drone-server

go 1.26

require github.com/drone/drone v1.10.1

replace (
	// Named in Drone's module graph, not to be had any more, imported by no package of the server.
	docker.io/go-docker => ./stub/go-docker
	// The other two are from the own go.mod of Drone: replacements of a dependency do not apply by themselves.
	github.com/docker/docker => github.com/docker/engine v17.12.0-ce-rc1.0.20200309214505-aa6a9891b09c+incompatible
	github.com/h2non/gock => gopkg.in/h2non/gock.v1 v1.0.14
)
