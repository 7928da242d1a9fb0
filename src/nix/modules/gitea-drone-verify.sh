# shellcheck shell=bash disable=SC2154
# The body of gitea-drone-verify; bootstrap.nix puts the settings in front:
# gitea_drone, config_file, arguments, PATH.
set -uo pipefail

file="$RUNTIME_DIRECTORY/verify.prom"
"$gitea_drone" verify --config "$config_file" --level basic --on-host --output prometheus \
  "${arguments[@]}" >"$file.new"
code=$?

# A process that was killed, or got arguments that it does not know, prints nothing.
if [ ! -s "$file.new" ]; then
  name=gitea_drone_verify_exit_code
  printf '# TYPE %s gauge\n%s %s\n' "$name" "$name" "$code" >"$file.new"
fi
mv "$file.new" "$file"

exit "$code"
