# shellcheck shell=bash disable=SC2154
# The body of gitea-drone-verify; bootstrap.nix puts the settings in front:
# gitea_drone, config_file, arguments, PATH.
set -uo pipefail

file="$RUNTIME_DIRECTORY/verify.prom"
started=$(date +%s)
lines=$("$gitea_drone" verify --config "$config_file" --level basic --on-host --output json \
  "${arguments[@]}")
code=$?
printf '%s\n' "$lines"

metric() {
  printf '# HELP %s %s\n# TYPE %s gauge\n' "$1" "$2" "$1"
}

{
  metric gitea_drone_verify_exit_code "Exit code of the last gitea-drone verify; 0 is good."
  echo "gitea_drone_verify_exit_code $code"
  metric gitea_drone_verify_timestamp_seconds "When the last gitea-drone verify began."
  echo "gitea_drone_verify_timestamp_seconds $started"
  metric gitea_drone_verify_duration_seconds "How long it took."
  echo "gitea_drone_verify_duration_seconds $(($(date +%s) - started))"
  metric gitea_drone_check_passed "1 if the check passed, 0 if it failed; left out if not run."
  # One JSON object a line: {"check": id, "status": …}. Other lines are ignored.
  printf '%s\n' "$lines" | jq -R -r '
    fromjson? | objects | select((.check | type) == "string" and (.status | type) == "string")
    | select(.check | test("^[a-z][a-z0-9.-]*$"))
    | { check, value: { passed: 1, warned: 1, failed: 0 }[.status | ascii_downcase] }
    | select(.value != null)
    | "gitea_drone_check_passed{check=\"\(.check)\"} \(.value)"
  ' | sort -u
} >"$file.new" && mv "$file.new" "$file"

exit "$code"
