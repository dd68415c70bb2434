package roster

import (
	"fmt"
	"strings"
	"unicode"

	"gatehouse/domain"
)

// list gathers what a file holds: each address once, and what was left out.
type list struct {
	roster domain.Roster
	first  map[string]int // address → the line that names it first
	count  int
	max    int
}

// room counts one more record.
func (l *list) room() error {
	if l.count++; l.count > l.max {
		return domain.Errorf(domain.Limit, "too_large",
			"the file has more than %d records; split it and import the parts one after the other", l.max)
	}
	return nil
}

// reject leaves a record out.
func (l *list) reject(line int, format string, args ...any) {
	l.roster.Bad = append(l.roster.Bad, domain.Rejected{Line: line, Reason: domain.CleanMax(fmt.Sprintf(format, args...), 300)})
}

// person takes a person in, unless the address is none or was there before.
func (l *list) person(p domain.RosterPerson) {
	if p.Email == "" {
		l.reject(p.Line, "there is no e-mail address")
		return
	}
	address, err := domain.ParseEmail(p.Email)
	if err != nil {
		l.reject(p.Line, "%s", err)
		return
	}
	if line, again := l.first[address]; again {
		l.reject(p.Line, "%s is on line %d already", address, line)
		return
	}
	p.Email = address
	l.first[address] = p.Line
	l.roster.People = append(l.roster.People, p)
}

// isPlain tells whether a value is printable ASCII, as most are.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// oneLine makes one line of what a quoted field may have spread over several.
func oneLine(s string) string {
	if strings.ContainsAny(s, "\t\r\n") {
		return strings.Join(strings.Fields(s), " ")
	}
	return s
}

// hasControl tells whether something remains that no name or number holds.
func hasControl(s string) bool { return strings.IndexFunc(s, unicode.IsControl) >= 0 }
