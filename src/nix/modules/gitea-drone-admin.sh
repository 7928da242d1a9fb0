# shellcheck shell=bash disable=SC2154
# The body of gitea-drone-admin; gitea-admin.nix and the packages put the settings in front:
# gitea, work_dir, custom_dir, app_ini, os_user, os_group, admin, path.
set -euo pipefail
export PATH="$path" LC_ALL=C

refuse() {
  echo "gitea-drone-admin: $1" >&2
  exit 2
}

usage="allowed are 'admin user create', 'admin user generate-access-token' and 'admin user list', \
for user $admin"

# Reads --name VALUE and --name=VALUE into $value.
take_value() {
  case "$1" in
    *=*) value=${1#*=} taken=1 ;;
    *)
      [ $# -ge 2 ] || refuse "$1 needs a value"
      value=$2 taken=2
      ;;
  esac
}

must_match() {
  [[ "$2" =~ ^($3)$ ]] || refuse "the value of $1 is not allowed"
}

[ $# -ge 3 ] || refuse "$usage"
[ "$1 $2" = "admin user" ] || refuse "$usage"
command=$3
shift 3

username='' email='' token_name='' scopes='' random='' extra=()
while [ $# -gt 0 ]; do
  option=${1%%=*}
  taken=1
  case "$command:$option" in
    create:--username | generate-access-token:--username)
      take_value "$@"
      username=$value
      ;;
    create:--email)
      take_value "$@"
      must_match --email "$value" '[A-Za-z0-9][A-Za-z0-9.+_-]*@[A-Za-z0-9][A-Za-z0-9.-]*'
      email=$value
      ;;
    generate-access-token:--token-name)
      take_value "$@"
      must_match --token-name "$value" '[A-Za-z0-9][A-Za-z0-9._-]{0,99}'
      token_name=$value
      ;;
    generate-access-token:--scopes)
      take_value "$@"
      one='(read|write):(admin|issue|misc|notification|organization|package|repository|user)'
      must_match --scopes "$value" "$one(,$one)*"
      scopes=$value
      ;;
    create:--random-password)
      [ "$1" = --random-password ] || refuse "$option takes no value"
      random=yes
      ;;
    create:--admin | generate-access-token:--raw)
      [ "$1" = "$option" ] || refuse "$option takes no value"
      extra+=("$option")
      ;;
    create:--must-change-password)
      [ "$1" = --must-change-password=false ] || refuse "$option may only be =false"
      extra+=("$1")
      ;;
    create:* | generate-access-token:* | list:*) refuse "'$option' is not allowed here" ;;
    *) refuse "$usage" ;;
  esac
  shift "$taken"
done

case "$command" in
  create)
    [ -n "$random" ] || refuse "--random-password is missing: passwords do not belong here"
    [ -n "$email" ] || refuse "--email is missing"
    arguments=(create --username "$username" --email "$email" --random-password "${extra[@]}")
    ;;
  generate-access-token)
    [ -n "$token_name" ] || refuse "--token-name is missing"
    [ -n "$scopes" ] || refuse "--scopes is missing"
    arguments=(generate-access-token --username "$username" --token-name "$token_name"
      --scopes "$scopes" "${extra[@]}")
    ;;
  list)
    # Only the line of this user is printed.
    username=$admin
    arguments=(list)
    ;;
  *) refuse "$usage" ;;
esac
[ "$username" = "$admin" ] || refuse "--username must be $admin, as in the host's configuration"

# Root (a deploy user with full sudo) switches to gitea's user; others must be that user already.
as_user=()
if [ "$EUID" = 0 ]; then
  as_user=(setpriv "--reuid=$os_user" "--regid=$os_group" --init-groups --no-new-privs --)
elif [ "$(id -un)" != "$os_user" ]; then
  refuse "run it as $os_user: sudo -n -u $os_user gitea-drone-admin …"
fi

only_admin() {
  local line name heading=''
  while IFS= read -r line; do
    read -r _ name _ <<<"$line"
    if [ -z "$heading" ]; then
      # Log lines may come first.
      [[ "$line" = ID[[:space:]]*Username* ]] || continue
      heading=yes
    elif [ "${name,,}" != "${admin,,}" ]; then
      continue
    fi
    printf '%s\n' "$line"
  done
}

cd "$work_dir" 2>/dev/null || cd /
run=("${as_user[@]}" env -i "PATH=$path" "HOME=$work_dir" "USER=$os_user"
  "GITEA_WORK_DIR=$work_dir" "GITEA_CUSTOM=$custom_dir"
  "$gitea" --config "$app_ini" admin user "${arguments[@]}")
if [ "$command" = list ]; then
  "${run[@]}" </dev/null | only_admin
else
  exec "${run[@]}" </dev/null
fi
