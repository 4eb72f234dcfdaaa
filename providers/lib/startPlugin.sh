# Sourced by what Pulumi's engine starts: the process becomes Node, which prints the port that it listens on.
if ! command -v node >/dev/null 2>&1; then
  echo "The ${0##*-} provider needs Node 22.18 or later, and there is no node on the PATH." >&2
  exit 2
fi
exec node "${0%/*}/start.mjs" "$@"
