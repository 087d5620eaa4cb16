#!/usr/bin/env bash
# What the composite action runs: screens, annotates, writes the job summary, and hands the exit code on so that reports are uploaded first.
# Whoever opens a pull request writes every file of the working folder. So nothing in it decides how it is screened: policy, lists, decisions
# and baseline come from the branch that it would be merged into, and the report folder is this run's own.
set -uo pipefail
reports=flscreen-report
base=""

hand_on() { # hand_on CODE [made]: the exit code, and where reports are if this run made them
  {
    echo "exit-code=$1"
    echo "sarif=${2:+$reports/report.sarif}"
    echo "reports=${2:+$reports/}"
  } >> "${GITHUB_OUTPUT:-/dev/null}"
  [[ -n "$base" ]] && rm -rf -- "$base"
  exit 0
}

fail() {
  echo "flscreen: $1" >&2
  hand_on 2
}

tracked() { [[ -n "$(git ls-files -- ":(top,literal)$1" 2>/dev/null)" ]]; }

# In a pull request: the path of what stood at $1 in the target branch. What no commit holds was made by an earlier step, and is taken as it is.
of_base() {
  local real
  real=$(realpath -- "$1" 2>/dev/null) || real=""
  if [[ -z "$base" || ( -n "$real" && "$real" != "$root"/* ) ]]; then printf '%s' "$1"; return; fi
  [[ -n "$real" ]] && ! tracked "${real#"$root"/}" && ! in_base "$1" && { printf '%s' "$1"; return; }
  in_base "$1" || return 1
  git archive FETCH_HEAD -- "$1" | tar -x -C "$base" || return 1
  printf '%s' "$base/$1"
}

in_base() { git cat-file -e "FETCH_HEAD:${1%/}" 2>/dev/null; }

if [[ -n "${GITHUB_BASE_REF:-}" && "${FROM_BASE:-true}" == true ]]; then
  root=$(realpath -- .)
  git fetch --quiet --no-tags --depth=1 origin "$GITHUB_BASE_REF" \
    || fail "the target branch cannot be fetched, from which policy and decisions are taken; check the repository out first"
  base=$(mktemp -d)
  if [[ -z "$CONFIG" ]]; then
    # The nearest policy would be the pull request's own; without one in the target branch the default holds.
    CONFIG=flscreen.toml
    in_base "$CONFIG" || { : > "$base/default.toml"; CONFIG="$base/default.toml"; }
  fi
fi

options=()
option() { # option NAME PATH: adds the option with the path that is to be trusted
  local path
  [[ -z "${2// /}" ]] && return
  path=$(of_base "$2") || fail "$(printf %q "$2") is not in the target branch; merge it there first"
  options+=("--$1=$path")
}
option config "$CONFIG"
option dispositions "$DISPOSITIONS"
option baseline "$BASELINE"
# Patterns are flscreen's to expand: a name with a blank in it is given on a line of its own.
set -f
by_line() { if [[ "$1" == *$'\n'* ]]; then printf '%s\n' "$1"; else printf '%s\n' $1; fi; }
while IFS= read -r list; do option watchlists "$list"; done < <(by_line "$LISTS")
files=()
while IFS= read -r file; do [[ -n "${file// /}" ]] && files+=("$file"); done < <(by_line "$FILES")

# A folder of that name that the repository holds would be published as this run's, or hide what it holds from being screened.
tracked "$reports" && fail "the repository holds $reports/, where reports go; remove it"
rm -rf -- "$reports"
mkdir -- "$reports" || fail "$reports/ cannot be made"
code=0
flscreen run --format github ${options[@]+"${options[@]}"} \
  -o "$reports/report.xlsx" -o "$reports/report.html" -o "$reports/report.json" \
  -o "$reports/report.sarif" -o "$reports/summary.md" -- ${files[@]+"${files[@]}"} || code=$?
[[ -f "$reports/summary.md" ]] && cat "$reports/summary.md" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
hand_on "$code" made
