#!/bin/sh
# A pull request as a compliance team lives it: a new vendor file fails with annotations, a decision is committed and it passes,
# the lists are renewed and it fails again on the new entry. 'flscreen' on the PATH is what is tried; 'make story' installs the wheel for it.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

say() { printf '%s\n' "-- $*"; }
expect() { # expect CODE command...
    wanted=$1; shift
    code=0; "$@" > out 2> err || code=$?
    if [ "$code" -ne "$wanted" ]; then echo "expected exit $wanted, got $code: $*"; cat out err; exit 1; fi
    if grep -q Traceback err; then cat err; exit 1; fi
}
holds() { grep -q -- "$1" "$2" || { echo "$2 holds no: $1"; cat "$2"; exit 1; }; }

say "a vendor file comes in with a listed name"
mkdir vendors
printf 'Vendor Name,Country\nHetian Taida Apparel Co Ltd,China\nQuiet Makers Oy,Finland\n' > vendors/new.csv
expect 1 flscreen run vendors/new.csv --format github -o report.json -o report.xlsx -o report.sarif -o junit.xml -o summary.md
holds '^::error file=vendors/new.csv,line=2,' out
holds 'uflpa-hetian-taida-apparel' report.sarif
holds '<failure' junit.xml
holds 'Hetian Taida' summary.md

say "a reviewer decides, and the decisions are committed"
ids=$(python3 -c "import json; print('\n'.join(f['id'] for f in json.load(open('report.json'))['findings'] if f['level'] in ('critical', 'high')))")
{ echo 'finding_id,disposition,reason,reviewer,date'; for id in $ids; do echo "$id,false-positive,Other owners and address,A. Lawyer,2026-11-01"; done; } > dispositions.csv
expect 0 flscreen run vendors/new.csv --dispositions dispositions.csv -o report.json -o report.sarif --format github
holds '"suppressions"' report.sarif
cp report.json baseline.json

say "the same file with the same lists stays green, and is the baseline of the next run"
expect 0 flscreen run vendors/new.csv --dispositions dispositions.csv --baseline baseline.json --fail-on-new high

say "the lists are renewed: an agency adds a maker that is among the vendors"
printf '[list]\ntitle = "List of the agency"\npublisher = "The agency"\neffect = "import-ban"\n[columns]\nname = "name"\ncountry = "country"\nclaim = "claim"\n' > map.toml
printf 'name,country,claim,date\nQuiet Makers Oy,FI,The agency reports that it put Quiet Makers Oy on its list.,2026-11-20\n' > agency.csv
expect 0 flscreen lists import csv agency.csv --map map.toml -o lists/agency --as-of 2026-11-20
expect 1 flscreen run vendors/new.csv --dispositions dispositions.csv --baseline baseline.json --watchlists lists/agency --format github -o after.json
holds 'Quiet Makers Oy' out
expect 0 flscreen diff baseline.json after.json --format markdown
holds '^| new |' out
say "done"
