#!/usr/bin/env bash
# Brings N people in from a CSV (100,000 unless said otherwise), with gatehouse
# and with sqlite3's .import into a table with the same indexes: alone, and with
# an audit record for each row, which gatehouse writes too. Takes the fastest of
# three. Needs Go, awk and sqlite3.
set -euo pipefail
cd "$(dirname "$0")/.."
n=${1:-100000}
command -v sqlite3 >/dev/null || { echo 'sqlite3 is missing (Debian: apt install sqlite3)' >&2; exit 1; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o "$tmp/gatehouse" ./cmd/gatehouse

# The same people in no order, with what gatehouse fills in for itself: an id,
# status, kind and the time of joining.
awk -v n="$n" -v people="$tmp/people.csv" -v filled="$tmp/filled.csv" 'BEGIN {
	srand(7)
	split("Anna Jürgen Chloé Søren Łukasz Maria Tom Noor Wei Ada", first)
	split("Berg Özdemir Nowak García Dupont Smith Lindqvist Okafor Chen Rossi", last)
	split("employee employee employee manager developer", role)
	print "email,name,role" >people
	for (i = 0; i < n; i++) {
		id = sprintf("%08x%08x", rand() * 4294967296, i)
		row = sprintf("%s@people.example,%s %s,%s", id, first[1+int(rand()*10)], last[1+int(rand()*10)], role[1+int(rand()*5)])
		print row >people
		print id "," row ",active,person,2026-11-22T00:00:00Z" >filled
	}
}'

schema='CREATE TABLE member(id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT, status TEXT, kind TEXT, joined TEXT) WITHOUT ROWID;
CREATE INDEX by_name ON member(name COLLATE NOCASE); CREATE INDEX by_role ON member(role, name COLLATE NOCASE);
CREATE INDEX by_status ON member(status, name COLLATE NOCASE); CREATE INDEX by_kind ON member(kind, name COLLATE NOCASE); CREATE INDEX by_joined ON member(joined);'
audit='CREATE TABLE event(seq INTEGER PRIMARY KEY, at TEXT, actor TEXT, action TEXT, target TEXT, detail TEXT);
CREATE INDEX by_target ON event(target, seq); CREATE INDEX by_actor ON event(actor, seq); CREATE INDEX by_action ON event(action, seq);
CREATE TRIGGER audited AFTER INSERT ON member BEGIN
INSERT INTO event(at, actor, action, target, detail) VALUES (datetime(), "owner", "import", new.id, new.name || new.email || new.role); END;'

# took COMMAND… tells the milliseconds that a command takes.
took() {
	local from
	from=$(date +%s%N)
	"$@" >"$tmp/out" 2>&1 || { cat "$tmp/out" >&2; return 1; }
	echo $((($(date +%s%N) - from) / 1000000))
}

gatehouse() {
	rm -f "$tmp"/a.db*
	"$tmp/gatehouse" --db "$tmp/a.db" init --name Acme --slug acme --owner ada@acme.test >"$tmp/out" || return 1
	took "$tmp/gatehouse" --db "$tmp/a.db" import "$tmp/people.csv"
}

sqlite() {
	rm -f "$tmp"/s.db*
	sqlite3 "$tmp/s.db" "$1" || return 1
	took sqlite3 "$tmp/s.db" '.mode csv' ".import $tmp/filled.csv member"
	[ "$(sqlite3 "$tmp/s.db" 'SELECT count(*) FROM member')" = "$n" ] || { echo 'sqlite3 left rows out' >&2; return 1; }
}

fastest() { for _ in 1 2 3; do "$@" || return 1; done | sort -n | head -n 1; }

ours=$(fastest gatehouse)
bare=$(fastest sqlite "$schema")
audited=$(fastest sqlite "$schema $audit")
printf '%d people\n' "$n"
printf 'gatehouse import              %6d ms  %d people/s\n' "$ours" $((n * 1000 / ours))
for row in "same indexes:$bare" "and an audit trail:$audited"; do
	ms=${row#*:}
	printf 'sqlite3, %-20s %6d ms  %d people/s, gatehouse takes %d.%02d times as long\n' \
		"${row%:*}" "$ms" $((n * 1000 / ms)) $((ours / ms)) $((ours * 100 / ms % 100))
done
