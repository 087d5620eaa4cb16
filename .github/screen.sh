#!/usr/bin/env bash
# What the composite action runs: screens, annotates, writes the job summary, and hands the exit code on so that reports are uploaded first.
set -uo pipefail
options=()
# Patterns are flscreen's to expand: a name with a blank in it is given on a line of its own.
set -f
if [[ "$FILES" == *$'\n'* ]]; then mapfile -t files <<< "$FILES"; else read -ra files <<< "$FILES"; fi
for file in "${files[@]}"; do [[ -n "${file// /}" ]] && options+=("$file"); done
for list in $LISTS; do options+=(--watchlists "$list"); done
[[ -n "$CONFIG" ]] && options+=(--config "$CONFIG")
[[ -n "$DISPOSITIONS" ]] && options+=(--dispositions "$DISPOSITIONS")
[[ -n "$BASELINE" ]] && options+=(--baseline "$BASELINE")
mkdir -p flscreen-report
code=0
flscreen run "${options[@]}" --format github \
  -o flscreen-report/report.xlsx -o flscreen-report/report.html -o flscreen-report/report.json \
  -o flscreen-report/report.sarif -o flscreen-report/summary.md || code=$?
[[ -f flscreen-report/summary.md ]] && cat flscreen-report/summary.md >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
{ echo "exit-code=$code"; echo "sarif=flscreen-report/report.sarif"; } >> "${GITHUB_OUTPUT:-/dev/null}"
exit 0
