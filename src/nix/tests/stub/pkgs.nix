# Packages by name only: enough to see where a path would point.
let
  package = pname: {
    type = "derivation";
    inherit pname;
    outPath = "/nix/store/00000000000000000000000000000000-${pname}";
  };
  names = [
    "age" "bash" "cacert" "coreutils" "deploy-rs" "drone-runner-docker" "drone-runner-exec"
    "findutils" "gcc" "git" "gitea" "gitea-drone" "gnugrep" "gnused" "gnutar" "go" "gzip"
    "jdk25_headless" "jq" "makeWrapper" "nginx" "nix" "openssh" "openssl" "postgresql" "shellcheck"
    "sops" "util-linux"
  ];
  # The same results as those of nixpkgs' writers.
  script = name: folder: text:
    package name // {
      text = "#!/bin/bash\n${text}";
      outPath = "${(package name).outPath}${folder}";
    };
  pkgs = builtins.listToAttrs (map (name: { inherit name; value = package name; }) names) // {
    # nixpkgs calls its unfree server drone.io.
    drone = package "drone.io";
    drone-oss = package "drone.io-oss";
    writeShellScript = name: script name "";
    writeShellScriptBin = name: script name "";
    writeText = name: text: package name // { inherit text; };
    formats.yaml = _: {
      type = (import ./lib.nix).types.attrs;
      # JSON is YAML.
      generate = name: value: package name // { text = builtins.toJSON value; };
    };
    runCommand = name: _: text: package name // { inherit text; };
    dockerTools.buildImage = args: package "image";
    pkgsStatic.busybox = package "busybox";
    testers.nixosTest = test: test;
    maven = package "maven" // {
      buildMavenPackage = args: package args.pname // { inherit args; };
    };
    stdenvNoCC.mkDerivation = args: package args.pname // { inherit args; };
    stdenv.hostPlatform.system = "x86_64-linux";
    mkShell = args: package "shell" // args;
    lib = import ./lib.nix;
    callPackage = path: args:
      let f = import path;
      in f (builtins.intersectAttrs (builtins.functionArgs f) pkgs // args);
  };
in
pkgs
