#!/usr/bin/env bash
# Runs the scripts that the modules create, with substitutes for gitea and gitea-drone.
# usage: scripts.sh FOLDER   prints "ok<TAB>name" or "fail<TAB>name<TAB>what was seen"
# shellcheck disable=SC2016 # single quotes are intended
set -uo pipefail

scripts=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"

report() { # name, expected, seen
  if [ "$2" = "$3" ]; then
    printf 'ok\t%s\n' "$1"
  else
    printf 'fail\t%s\texpected [%s], saw [%s]\n' "$1" "${2//$'\n'/ }" "${3//$'\n'/ }"
  fi
}

# --- gitea-drone-admin

printf '%s\n' '#!/bin/bash' 'printf "<%s>" "$@"' 'printf " %s" "$(id -un)"' \
  'env | grep -E "^(GITEA|HOME|SECRET)" | sort | tr "\n" " "' >"$work/gitea"
chmod 755 "$work/gitea"

wrapper() { # user and group to run as; the paths of the store become those of this machine
  sed -e "s#^gitea=.*#gitea='$work/gitea'#" -e "s#^path=.*#path='$PATH'#" \
    -e "s#^os_user=.*#os_user='$1'#" -e "s#^os_group=.*#os_group='$2'#" \
    -e "s#^work_dir=.*#work_dir='/var/lib/gitea'#" "$scripts/gitea-drone-admin" >"$work/wrapper"
}

admin() {
  SECRET=leaked bash "$work/wrapper" "$@" 2>&1
}

me=$(id -un)
wrapper "$me" "$(id -gn)"
config='<--config></var/lib/gitea/custom/conf/app.ini><admin><user>'
environment="GITEA_CUSTOM=/var/lib/gitea/custom GITEA_WORK_DIR=/var/lib/gitea HOME=/var/lib/gitea "
create=(admin user create --username my-admin --email me@my-domain.tld)
token=(admin user generate-access-token --username my-admin --token-name gitea-drone-7f3a91)

arguments="<create><--username><my-admin><--email><me@my-domain.tld>"
arguments+="<--random-password><--admin><--must-change-password=false>"
report "gitea-drone-admin: creates the administrator, with a clean environment" \
  "$config$arguments $me$environment" \
  "$(admin "${create[@]}" --admin --random-password --must-change-password=false)"
arguments="<generate-access-token><--username><my-admin><--token-name><gitea-drone-7f3a91>"
arguments+="<--scopes><write:user,write:repository><--raw>"
report "gitea-drone-admin: makes a token" "$config$arguments $me$environment" \
  "$(admin "${token[@]}" --scopes write:user,write:repository --raw)"
arguments="<generate-access-token><--username><my-admin><--token-name><t><--scopes><read:user>"
report "gitea-drone-admin: reads --name=value too" "$config$arguments $me$environment" \
  "$(admin admin user generate-access-token --username=my-admin --token-name=t --scopes=read:user)"

table='2026/01/01 [W] slow\n\
ID   Username Email          IsActive IsAdmin 2FA\n\
1    root     root@my.tld    true     true    false\n\
2    My-Admin me@my.tld      true     true    true\n'
printf '%s\n' '#!/bin/bash' "printf '$table'" >"$work/list"
chmod 755 "$work/list"
mv "$work/gitea" "$work/all" && mv "$work/list" "$work/gitea"
lines="ID   Username Email          IsActive IsAdmin 2FA
2    My-Admin me@my.tld      true     true    true"
report "gitea-drone-admin: lists one user" "$lines" "$(admin admin user list)"
printf '%s\n' '#!/bin/bash' 'exit 3' >"$work/gitea"
admin admin user list >/dev/null
report "gitea-drone-admin: tells that listing failed" 3 "$?"
mv "$work/all" "$work/gitea"

refuses() { # name, part of the message, arguments
  local name=$1 part=$2 seen code
  shift 2
  seen=$(admin "$@")
  code=$?
  case "$code $seen" in
    "2 gitea-drone-admin: "*"$part"*) seen=refused ;;
    *) seen="$code $seen" ;;
  esac
  report "gitea-drone-admin: refuses $name" refused "$seen"
}

good_token=("${token[@]}" --scopes write:user --raw)
good_create=("${create[@]}" --admin --random-password)
refuses "no arguments" "allowed are"
refuses "another program" "allowed are" web
refuses "another admin command" "allowed are" admin auth add-oauth
refuses "options of the list" "'--admin' is not allowed" admin user list --admin
refuses "a user for the list" "'--username' is not allowed" admin user list --username root
refuses "deleting users" "allowed are" admin user delete --username my-admin
refuses "changing passwords" "allowed are" admin user change-password --username my-admin
refuses "options before the command" "allowed are" --config /tmp/x "${good_token[@]}"
refuses "-c before the command" "allowed are" -c /tmp/x "${good_token[@]}"
refuses "--config" "'--config' is not allowed" "${good_token[@]}" --config /tmp/x
refuses "--config=" "'--config' is not allowed" "${good_create[@]}" --config=/tmp/x
refuses "-c" "'-c' is not allowed" "${good_create[@]}" -c /tmp/x
refuses "--work-path" "'--work-path' is not allowed" "${good_token[@]}" --work-path /tmp
refuses "--custom-path" "'--custom-path' is not allowed" "${good_token[@]}" --custom-path /tmp
refuses "--password" "'--password' is not allowed" "${create[@]}" --password secret
refuses "--password=" "'--password' is not allowed" "${good_create[@]}" --password=secret
refuses "-password" "'-password' is not allowed" "${create[@]}" -password secret
refuses "--access-token" "'--access-token' is not allowed" "${good_create[@]}" --access-token
refuses "no password at all" "--random-password is missing" "${create[@]}" --admin
refuses "--must-change-password" "only be =false" "${good_create[@]}" --must-change-password
refuses "a value for a switch" "takes no value" "${create[@]}" --admin=true --random-password
refuses "another user" "must be my-admin" \
  admin user create --username root --email a@b --random-password
refuses "another user's token" "must be my-admin" \
  admin user generate-access-token --username else --token-name t --scopes write:user
refuses "a second user name" "must be my-admin" "${good_token[@]}" --username else
refuses "no user name" "must be my-admin" \
  admin user generate-access-token --token-name t --scopes write:user
refuses "a name that is an option" "must be my-admin" \
  admin user generate-access-token --username --raw --token-name t --scopes write:user
refuses "an e-mail that is an option" "--email is not allowed" \
  admin user create --username my-admin --email --config=/x --random-password
refuses "shell in an e-mail" "--email is not allowed" \
  admin user create --username my-admin --email 'a@b;id' --random-password
refuses "a new line in an e-mail" "--email is not allowed" \
  admin user create --username my-admin --email $'a@b\n--password=x' --random-password
refuses "shell in a token name" "--token-name is not allowed" \
  admin user generate-access-token --username my-admin --token-name '$(id)' --scopes write:user
refuses "all scopes" "--scopes is not allowed" "${token[@]}" --scopes all
refuses "an unknown scope" "--scopes is not allowed" "${token[@]}" --scopes write:user,sudo
refuses "no scopes" "--scopes is missing" "${token[@]}" --raw
refuses "a value that is missing" "needs a value" "${token[@]}" --scopes
refuses "free words" "'now' is not allowed" "${good_token[@]}" now
refuses "the end of options" "'--' is not allowed" "${good_token[@]}" -- --config /x

if [ "$(id -u)" = 0 ] && id nobody >/dev/null 2>&1; then
  wrapper nobody "$(id -gn nobody)"
  seen=$(admin "${good_token[@]}")
  case "$seen" in *"> nobody"*) seen=nobody ;; esac
  report "gitea-drone-admin: root steps down" nobody "$seen"
  wrapper root root
  seen=$(setpriv --reuid=nobody --regid="$(id -gn nobody)" --clear-groups \
    bash "$work/wrapper" "${good_token[@]}" 2>&1)
  case "$seen" in *"sudo -n -u root gitea-drone-admin"*) seen=refused ;; esac
  report "gitea-drone-admin: a stranger is told how to come" refused "$seen"
fi

# --- gitea-drone-verify

cat >"$work/gitea-drone" <<'END'
#!/bin/bash
echo "$@" >"$0.arguments"
cat "$0.output"
exit "$(cat "$0.code")"
END
chmod 755 "$work/gitea-drone"
sed -e "s#^gitea_drone=.*#gitea_drone='$work/gitea-drone'#" -e "s#^export PATH=.*##" \
  "$scripts/gitea-drone-verify" >"$work/verify"
mkdir "$work/runtime"

verify() { # exit code, output
  echo "$1" >"$work/gitea-drone.code"
  printf '%s' "${2:+$2$'\n'}" >"$work/gitea-drone.output"
  RUNTIME_DIRECTORY="$work/runtime" bash "$work/verify" >"$work/log"
  code=$?
  metrics=$(grep -v '^#' "$work/runtime/verify.prom")
}

printed='# TYPE gitea_drone_verify_exit_code gauge
gitea_drone_verify_exit_code 7
gitea_drone_check_passed{check="drone.client-id"} 0
gitea_drone_check_passed{check="gitea.ready"} 1'
verify 7 "$printed"
report "gitea-drone-verify: exit code is verify's" 7 "$code"
report "gitea-drone-verify: metrics are what it prints" \
  "$printed" "$(cat "$work/runtime/verify.prom")"
report "gitea-drone-verify: asks as the host, for the basic level as metrics" "basic prometheus" \
  "$(sed -nE 's/^verify --config [^ ]+ --level ([a-z]+) --on-host --output ([a-z]+)$/\1 \2/p' \
    "$work/gitea-drone.arguments")"
report "gitea-drone-verify: leaves no unfinished file" "verify.prom" "$(ls -A "$work/runtime")"
verify 137 ''
report "gitea-drone-verify: no output leaves the exit code" \
  "137 gitea_drone_verify_exit_code 137" "$code $metrics"

# --- drone-runner-secret, drone-cookie-secret

for name in drone-runner-secret drone-cookie-secret; do
  sed -E -e 's#/nix/store/0{32}-[a-z]+/bin/##g' -e "s#^PATH=.*#PATH='$PATH'#" \
    "$scripts/$name" >"$work/$name"
done
mkdir "$work/credentials" "$work/run" "$work/state"
printf '%s\n' '# comment' 'DRONE_GITEA_CLIENT_SECRET=gto_x' 'DRONE_RPC_SECRET=abc' \
  'MY_DRONE_RPC_SECRET=no' >"$work/credentials/drone"
CREDENTIALS_DIRECTORY="$work/credentials" RUNTIME_DIRECTORY="$work/run" \
  bash "$work/drone-runner-secret"
report "drone-runner-secret: hands on one line" \
  "DRONE_RPC_SECRET=abc" "$(cat "$work/run/environment")"
report "drone-runner-secret: for root only" "600" "$(stat -c %a "$work/run/environment")"
echo 'DRONE_RPC_SECRET=' >"$work/credentials/drone"
seen=$(CREDENTIALS_DIRECTORY="$work/credentials" RUNTIME_DIRECTORY="$work/run" \
  bash "$work/drone-runner-secret" 2>&1)
report "drone-runner-secret: an empty secret is an error with a way on" \
  "The drone secret has no DRONE_RPC_SECRET line. Run: gitea-drone bootstrap" "$seen"

STATE_DIRECTORY="$work/state" bash "$work/drone-cookie-secret"
first=$(cat "$work/state/cookie.env")
STATE_DIRECTORY="$work/state" bash "$work/drone-cookie-secret"
report "drone-cookie-secret: 32 random bytes, dotenv" "yes" \
  "$([[ "$first" =~ ^DRONE_COOKIE_SECRET=[0-9a-f]{64}$ ]] && echo yes)"
report "drone-cookie-secret: is made once" "$first" "$(cat "$work/state/cookie.env")"
report "drone-cookie-secret: for Drone only" "600" "$(stat -c %a "$work/state/cookie.env")"
