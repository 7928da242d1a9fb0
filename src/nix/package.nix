# gitea-drone from this source, with the programs that it calls on its PATH.
#
# mvnHash covers everything Maven downloads. scripts/maven-hash re-enacts buildMavenPackage and
# computes it whenever pom.xml has changed. If Maven downloads something else with your nixpkgs, the
# build prints its hash: give it as
#   gitea-drone.override { mvnHash = "sha256-…"; }
# Or skip the Maven build and wrap a jar from `mvn package`:
#   gitea-drone.override { jar = ./gitea-drone.jar; }
{
  lib,
  stdenvNoCC,
  maven,
  makeWrapper,
  jdk25_headless,
  age,
  git,
  openssh,
  sops,
  version ? "0-unstable",
  mvnHash ? (lib.importJSON ./maven.json).hash,
  jar ? null,
}:
let
  common = {
    pname = "gitea-drone";
    inherit version;
    nativeBuildInputs = [ makeWrapper ];

    # The operator's own ssh, git and sops are used first; these are the fallback.
    installPhase = ''
      runHook preInstall
      install -Dm644 ${if jar == null then "target/gitea-drone.jar" else jar} \
        $out/share/gitea-drone/gitea-drone.jar
      makeWrapper ${jdk25_headless}/bin/java $out/bin/gitea-drone \
        --add-flags "-jar $out/share/gitea-drone/gitea-drone.jar" \
        --suffix PATH : ${lib.makeBinPath [ age git openssh sops ]}
      runHook postInstall
    '';

    meta = {
      description = "Connects a new Gitea and Drone, and verifies the result";
      license = lib.licenses.asl20;
      mainProgram = "gitea-drone";
      platforms = lib.platforms.unix;
    };
  };

  fromSource = {
    src = lib.fileset.toSource {
      root = ../..;
      fileset = lib.fileset.unions [
        ../../pom.xml
        ../../openapi
        ../../it
        ../../scripts
        (lib.fileset.difference ../../src ../../src/nix)
      ];
    };
    inherit mvnHash;
    mvnJdk = jdk25_headless;
    # The tests need real servers; scripts/test runs them.
    doCheck = false;
    # A newer JDK may warn of something else; that must not break a build.
    mvnParameters = "-Dspotless.check.skip=true -Djavac.on-warning=-nowarn";
  };
in
if jar == null then
  maven.buildMavenPackage (common // fromSource)
else
  stdenvNoCC.mkDerivation (common // { dontUnpack = true; })
