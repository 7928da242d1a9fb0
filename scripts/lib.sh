# shellcheck shell=bash
# Sourced by the other scripts: messages, a step with progress, and finding the tools.
# Sourcing it only defines functions. Bash 3.2 is enough, so that it also runs on macOS.

JDK_MIN=21
JDK_BEST=25
GO_MIN=1.26.2 # Gitea's own go.mod asks for it

PATH=$PATH:/usr/sbin:/sbin # where Debian keeps nginx, dockerd and iptables
export PATH

# --- messages, on stderr ---

if [ -t 2 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
  green=$'\e[32m' red=$'\e[31m' dim=$'\e[2m' plain=$'\e[0m'
else
  green='' red='' dim='' plain=''
fi

say() { printf '%s\n' "$*" >&2; }
ok() { say "$green✔$plain $*"; }
warn() { say "– $*"; }
# die MESSAGE [NEXT…]: what failed, then what to do about it, a line each.
die() {
  say "$red✗$plain $1"
  shift
  local line
  for line in "$@"; do say "    $line"; done
  exit 1
}

# usage FILE: prints the comment at the head of a script as its help.
usage() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$1"; }

duration() {
  if (($1 < 60)); then echo "$1 s"; else echo "$(($1 / 60)) min $(($1 % 60)) s"; fi
}

# step LABEL LOG COMMAND…: runs the command with its output in the log and one line of progress. If it
# fails, the end of the log is shown and the script ends.
step() {
  local label=$1 log=$2 start=$SECONDS code=0
  shift 2
  [ -t 2 ] || say "◎ $label …"
  # Its own process group: an interrupt must also end the compilers that the command started.
  set -m
  "$@" >"$log" 2>&1 </dev/null 9>&- &
  local child=$!
  set +m
  # shellcheck disable=SC2064 # the current id of the child
  trap "kill -TERM -- -$child 2>/dev/null; wait $child || exit 130" INT TERM HUP
  while [ -t 2 ] && kill -0 "$child" 2>/dev/null; do
    printf '\r\e[K◎ %s … %s%s%s' "$label" "$dim" "$(duration $((SECONDS - start)))" "$plain" >&2
    sleep 0.3
  done
  wait "$child" || code=$?
  trap - INT TERM HUP
  [ ! -t 2 ] || printf '\r\e[K' >&2
  if [ "$code" -ne 0 ]; then
    say "$red✗$plain $label failed after $(duration $((SECONDS - start))), exit code $code"
    tail -n 25 "$log" | sed 's/^/    /' >&2
    say "    the whole log: $log"
    exit 1
  fi
  ok "$label  $dim$(duration $((SECONDS - start)))$plain"
}

# --- small things ---

have() { command -v "$1" >/dev/null 2>&1; }

# at_least WANTED VERSION
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

if have sha256sum; then sha256=(sha256sum); else sha256=(shasum -a 256); fi

# tree_hash PATH…: one hash of all names and contents below the paths, relative to the current folder.
tree_hash() {
  find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 "${sha256[@]}" | "${sha256[@]}" | cut -d ' ' -f 1
}

# lock FOLDER WAITING: holds the folder for this process (file descriptor 9) until it ends.
lock() {
  have flock || die "flock is missing" "it belongs to util-linux; on macOS: brew install flock"
  exec 9<"$1"
  flock -n 9 || {
    say "◎ $2 …"
    flock 9
  }
}

cache_dir() { echo "${GITEA_DRONE_CACHE:-${XDG_CACHE_HOME:-${HOME:?}/.cache}/gitea-drone}"; }

# pom NAME: the first value of this name in the pom.
pom() { sed -n "s,^ *<$1>\(.*\)</$1>.*,\1,p" "$(dirname "${BASH_SOURCE[0]}")/../pom.xml" | head -n 1; }

# --- a JDK ---

# jdk_version HOME: its major version, read from its release file, which is faster than starting it.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_candidates() {
  local javac
  javac=$(command -v javac) && javac=$(readlink -f "$javac") && dirname "$(dirname "$javac")"
  printf '%s\n' /usr/lib/jvm/* /usr/java/* /opt/java/* "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/}"/.nix-profile/lib/openjdk \
    /run/current-system/sw/lib/openjdk /nix/store/*-openjdk-*/lib/openjdk
}

# find_jdk: sets JAVA_HOME. The user's choice if it is new enough, else 25, else the newest.
find_jdk() {
  local home version best='' best_version=0 seen=''
  if [ -n "${JAVA_HOME:-}" ] && version=$(jdk_version "$JAVA_HOME") && [ "${version:-0}" -ge $JDK_MIN ]; then
    export JAVA_HOME
    return 0
  fi
  while IFS= read -r home; do
    version=$(jdk_version "$home") && [ -n "$version" ] || continue
    case " $seen " in *" $version "*) ;; *) seen="$seen $version" ;; esac
    [ "$version" -ge $JDK_MIN ] && [ "$best_version" -ne $JDK_BEST ] || continue
    if [ "$version" -eq $JDK_BEST ] || [ "$version" -gt "$best_version" ]; then
      best=$home best_version=$version
    fi
  done < <(jdk_candidates)
  jdk_seen=${seen:- none}
  [ -n "$best" ] || return 1
  export JAVA_HOME=$best
}

need_jdk() {
  find_jdk || die "no JDK $JDK_MIN or newer found (versions seen:$jdk_seen)" \
    "Install a JDK $JDK_BEST and let JAVA_HOME point to it, or unpack it below /usr/lib/jvm." \
    "$(jdk_advice)"
}

jdk_advice() {
  local package
  if package=$(apt_jdk); then
    echo "Here: sudo apt-get install $package"
  else
    echo "This system's packages have none: take it from a vendor's download page, such as Eclipse Temurin's."
  fi
}

# maven ARGUMENT…: runs Maven without the warnings that the libraries of older Mavens cause on a newer JDK.
maven() {
  local options=''
  [ "$(jdk_version "$JAVA_HOME")" -lt 24 ] ||
    options='--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED'
  MAVEN_OPTS="${MAVEN_OPTS:-} $options" mvn -B -ntp -Dstyle.color=never "$@"
}

# --- Go ---

go_candidates() {
  type -aP go || true
  printf '%s\n' /usr/local/go/bin/go /usr/lib/go-*/bin/go "${HOME:-/}"/go/bin/go1.* "${HOME:-/}"/sdk/go*/bin/go \
    /opt/homebrew/bin/go "${HOME:-/}"/.nix-profile/bin/go /run/current-system/sw/bin/go
}

# find_go: sets GO. A Go from 1.21 on that may download a newer Go (GOTOOLCHAIN) is enough.
find_go() {
  local go version upgradable='' seen=''
  while IFS= read -r go; do
    version=$(cd / && GOTOOLCHAIN=local "$go" version 2>/dev/null) || continue
    version=${version#go version go} version=${version%% *}
    seen="$seen $version"
    if at_least $GO_MIN "$version"; then
      GO=$go
      return 0
    fi
    if at_least 1.21 "$version"; then
      go_fixed=$version
      case $(cd / && "$go" env GOTOOLCHAIN) in local | go*) ;; *) upgradable=${upgradable:-$go} ;; esac
    fi
  done < <(go_candidates)
  go_seen=${seen:- none}
  GO=$upgradable
  [ -n "$GO" ]
}

need_go() {
  local advice package
  find_go && return
  advice="This system's packages have none: take it from Go's own download page and unpack it to /usr/local/go."
  package=$(apt_go) && advice="Here: sudo apt-get install $package"
  [ -z "${go_fixed:-}" ] || advice="Go $go_fixed can fetch a newer one itself: export GOTOOLCHAIN=auto"
  die "no Go $GO_MIN or newer found (versions seen:$go_seen)" \
    "It builds the real servers. Looked on PATH, in /usr/local/go, ~/go/bin, ~/sdk and /usr/lib/go-*." "$advice"
}

# --- packages of the system ---

apt_has() {
  have apt-cache && apt-cache policy "$1" 2>/dev/null | grep -q '^  Candidate: [^(]'
}

# apt_jdk: the package, if there is one, that has a JDK new enough.
apt_jdk() {
  local version
  for version in $JDK_BEST $JDK_MIN; do
    if apt_has "openjdk-$version-jdk-headless"; then
      echo "openjdk-$version-jdk-headless"
      return 0
    fi
  done
  return 1
}

# apt_go: the package, if there is one, that has a Go new enough.
apt_go() {
  local version package
  for package in golang-${GO_MIN%.*}-go golang-go; do
    version=$(apt-cache policy "$package" 2>/dev/null | sed -n 's/^  Candidate: \([0-9]*:\)\{0,1\}//p') || return 1
    if [ "$version" != '(none)' ] && at_least "$GO_MIN" "${version:-0}"; then
      echo "$package"
      return 0
    fi
  done
  return 1
}

# apt_refresh: on a new machine or image, apt knows no packages before its first update.
apt_refresh() {
  have apt-get && [ "$(id -u)" -eq 0 ] || return 0
  [ -z "${apt_fresh:-}" ] || return 0
  apt-get -qq -o DPkg::Lock::Timeout=300 update >/dev/null 2>&1 || warn "apt-get update failed; going on with what apt knows"
  apt_fresh=yes
}

# is_installed PACKAGE: checks for the files that are needed, since they may be installed another way.
is_installed() {
  case $1 in
    maven) have mvn ;;
    # Without the headers of a C library, gcc exists but builds nothing.
    gcc) have gcc ;;
    libc6-dev) have gcc && echo '#include <stdlib.h>' | gcc -E - >/dev/null 2>&1 ;;
    docker.io) have dockerd ;;
    docker-cli) have docker || ! apt_has docker-cli ;; # a package of its own from Debian 13 on
    # A dynamic busybox cannot run alone in an image.
    busybox-static) have busybox && ! ldd "$(command -v busybox)" >/dev/null 2>&1 ;;
    postgresql) have postgres || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null ;;
    nix-bin) have nix-instantiate ;;
    systemd) have systemd-analyze ;; # which works without systemd running
    python3-venv) /usr/bin/python3 -c 'import ensurepip, venv' 2>/dev/null ;;
    openjdk-*) find_jdk ;;
    golang-*) find_go ;;
    openssh-client) have ssh && have ssh-keygen ;;
    openssh-server) have sshd ;;
    bsdutils) have script ;;
    iproute2) have ip ;;
    util-linux) have unshare ;;
    gnupg) have gpg ;;
    time) [ -x /usr/bin/time ] ;; # bash has a word of that name
    tinyproxy-bin) have tinyproxy ;;
    chromium) have chromium || have google-chrome ;;
    chromium-driver) have chromedriver ;;
    ca-certificates) [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -e /etc/ssl/cert.pem ] ;;
    *) have "$1" ;;
  esac
}

missing() {
  local package
  for package in "$@"; do is_installed "$package" || printf '%s ' "$package"; done | sed 's/ $//'
}

# need_packages PACKAGE…: installs what is missing when root on a system with apt, else says how to.
need_packages() {
  local wanted log
  wanted=$(missing "$@")
  [ -n "$wanted" ] || return 0
  have apt-get || die "missing: $wanted" "Those are the names of Debian's packages: install the same programs your way."
  [ "$(id -u)" -eq 0 ] || die "missing: $wanted" "sudo apt-get install --no-install-recommends $wanted"
  apt_refresh
  log=$(mktemp)
  step "apt-get install $wanted" "$log" apt_install "$wanted"
  rm -f "$log"
  wanted=$(missing "$@")
  [ -z "$wanted" ] || die "installed, but still not found: $wanted"
}

# apt_install PACKAGES: runs in its own process, so that the trap and the exports have no effect outside.
apt_install() {
  local package services='' guard=/usr/sbin/policy-rc.d
  export DEBIAN_FRONTEND=noninteractive
  # Debian starts the services that it installs; only the programs are needed. An existing guard is kept.
  if [ ! -e $guard ]; then
    # shellcheck disable=SC2064
    trap "rm -f $guard" EXIT
    printf '#!/bin/sh\nexit 101\n' >$guard
    chmod 755 $guard
  fi
  # shellcheck disable=SC2086 # a list of names
  apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends $1
  if [ -d /run/systemd/system ]; then # and must not start with the next boot
    for package in $1; do
      case $package in
        nginx | postgresql) services="$services $package" ;;
        docker.io) services="$services docker.socket docker containerd" ;;
        openssh-server) services="$services ssh" ;;
        nix-bin) services="$services nix-daemon.socket nix-daemon" ;;
      esac
    done
    # shellcheck disable=SC2086
    [ -z "$services" ] || systemctl disable --now $services || true
  fi
}

# set_up: installs all that the tests and the demo need. Go and the JDK come first: if they are not
# available, nothing is installed.
set_up() {
  local jdk='' go='' lacking=0
  if ! find_jdk || ! find_go; then
    apt_refresh
    find_jdk || jdk=$(apt_jdk) || (need_jdk) || lacking=1
    find_go || go=$(apt_go) || (need_go) || lacking=1
    [ $lacking -eq 0 ] || exit 1
  fi
  # shellcheck disable=SC2086 # two names, or none
  need_packages git maven gcc libc6-dev docker.io docker-cli busybox-static iptables nginx postgresql sqlite3 \
    openssl openssh-client gnupg ca-certificates curl $jdk $go
  need_jdk
  need_go
}
