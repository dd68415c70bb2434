package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func TestPeopleAreTheSameEachTime(t *testing.T) {
	people := People(3000)
	first := slices.Collect(people)
	if len(first) != 3000 {
		t.Fatalf("%d people, want 3000", len(first))
	}
	if again := slices.Collect(people); !slices.Equal(first, again) {
		t.Error("a second walk gives other people")
	}
	for _, n := range []int{0, 3, 8, 500} {
		if fewer := slices.Collect(People(n)); !slices.Equal(fewer, first[:n]) {
			t.Errorf("People(%d) aren't the first of People(3000)", n)
		}
	}
}

func TestEveryPersonIsWellFormed(t *testing.T) {
	address := regexp.MustCompile(`^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*[0-9]*)?@acme\.test$`)
	const enough = 100_000 // every pair of names comes, and comes again
	emails, numbers := make(map[string]bool, enough), make(map[string]bool, enough)
	for p := range People(enough) {
		if emails[p.Email] || p.HasEmployee && numbers[p.Number] {
			t.Fatalf("%s or employee number %s comes twice", p.Email, p.Number)
		}
		emails[p.Email], numbers[p.Number] = true, true
		if !address.MatchString(p.Email) {
			t.Errorf("%s has the address %q", p.Name, p.Email)
		}
		if bad := strings.IndexFunc(p.Name, unprintable); bad >= 0 || !norm.NFC.IsNormalString(p.Name) {
			t.Errorf("the name %+q isn't clean", p.Name)
		}
		if (p.Number == "") == p.HasEmployee || p.Linked && !p.HasEmployee || !p.HasEmployee && p.Unit != NoUnit {
			t.Errorf("%+v: record, number, unit and link disagree", p)
		}
		if p.Unit < NoUnit || p.Unit >= len(Units()) || p.LastSeenMinutesAgo < Never || p.LastSeenMinutesAgo > p.JoinedDaysAgo*24*60 {
			t.Errorf("%+v: unit or times out of range", p)
		}
	}
}

func unprintable(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.M, unicode.Zs) && !strings.ContainsRune("'-", r)
}

func TestAMillionAddressesAreUnique(t *testing.T) {
	emails := make(map[string]struct{}, 1_000_000)
	for p := range People(1_000_000) {
		emails[p.Email] = struct{}{}
	}
	if len(emails) != 1_000_000 {
		t.Errorf("%d different addresses among 1,000,000 people", len(emails))
	}
}

func TestPeopleAreARealisticMix(t *testing.T) {
	roles, scripts := map[string]int{}, map[string]int{}
	linked, suspended, unseen := 0, 0, 0
	const n = 20_000
	for p := range People(n) {
		roles[p.RoleHint]++
		scripts[script(p.Name)]++
		linked += one(p.Linked)
		suspended += one(p.Suspended)
		unseen += one(p.LastSeenMinutesAgo == Never)
	}
	within := func(what string, got, low, high int) {
		t.Helper()
		if got*1000 < low*n || got*1000 > high*n {
			t.Errorf("%s: %d of %d, want %d to %d in 1,000", what, got, n, low, high)
		}
	}
	within("admins", roles["admin"], 15, 25)
	within("managers", roles["manager"], 45, 55)
	within("developers", roles["developer"], 55, 65)
	within("linked", linked, 840, 860)
	within("suspended", suspended, 30, 50)
	within("never seen", unseen, 40, 60)
	if roles["owner"] != 1 {
		t.Errorf("%d owners", roles["owner"])
	}
	for _, s := range []string{"Latin", "Cyrillic", "Greek", "Arabic", "Hebrew", "Devanagari", "Thai", "Han", "Hiragana", "Katakana", "Hangul", "Georgian", "Ethiopic"} {
		if scripts[s] == 0 {
			t.Errorf("nobody's name ends in %s", s)
		}
	}
}

// script names the script of a name's last letter.
func script(name string) string {
	letters := []rune(strings.TrimRightFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }))
	for s, table := range unicode.Scripts {
		if unicode.Is(table, letters[len(letters)-1]) {
			return s
		}
	}
	return "none"
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func TestThoseTheDocumentationKnows(t *testing.T) {
	people := map[string]Person{}
	for p := range People(8) {
		people[p.Email] = p
	}
	if p := people["ada@acme.test"]; p.RoleHint != "owner" || p.Name != "Ada Lovelace" {
		t.Errorf("the owner is %+v", p)
	}
	if p := people["grace@acme.test"]; p.RoleHint != "manager" || Units()[p.Unit].Name != "Engineering" {
		t.Errorf("the manager of Engineering is %+v", p)
	}
	if p := people["bo@acme.test"]; p.RoleHint != "admin" || p.Linked || p.Number != "0117" {
		t.Errorf("the admin who waits for a link is %+v", p)
	}
	if p := people["adaeze@acme.test"]; p.RoleHint != "admin" || p.HasEmployee {
		t.Errorf("the admin without a record is %+v", p)
	}
}

func TestUnitsAreATree(t *testing.T) {
	total := 0
	for i, u := range Units() {
		if u.Parent >= i || u.Parent < NoUnit {
			t.Errorf("%s comes before the unit that holds it", u.Name)
		}
		total += u.share
	}
	if total != 100 {
		t.Errorf("the units' shares add up to %d", total)
	}
}

func TestServiceUsersHaveKeysOfEveryKind(t *testing.T) {
	var soon, past, revoked, unused, keyless bool
	for _, s := range ServiceUsers() {
		keyless = keyless || len(s.Keys) == 0
		for _, k := range s.Keys {
			soon = soon || k.ExpiresInDays >= 0 && k.ExpiresInDays <= 7
			past = past || k.ExpiresInDays < 0
			revoked = revoked || k.Revoked
			unused = unused || k.LastUsedMinutesAgo == Never
		}
	}
	if !soon || !past || !revoked || !unused || !keyless {
		t.Errorf("near its end %t, expired %t, revoked %t, never used %t, no key %t", soon, past, revoked, unused, keyless)
	}
}

func BenchmarkMillionPeople(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		for range People(1_000_000) {
		}
	}
}
