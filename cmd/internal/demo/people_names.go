package demo

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// culture is where people come from: its names, separated by spaces. One that
// isn't in Latin letters, or is read in another way than spelled, has the
// letters for the address after a slash; an underscore stands for a space.
type culture struct {
	share         int    // among all people
	join          string // between the two names
	familyFirst   bool
	given, family string
}

// name is one given or family name: as written, and in an address.
type name struct{ written, address string }

// names makes up people one by one. Each culture's pairs of given and family
// name come in a scattered order, each once, before any comes again; from the
// second time on the address carries a number. That keeps addresses unique
// without remembering them.
type names struct {
	draw   *rand.Rand
	places []place
	shares int
}

type place struct {
	culture
	given, family []name
	met           int // people so far
	stride        int // from pair to pair; shares no divisor with their number
}

func newNames(draw *rand.Rand) *names {
	n := &names{draw: draw}
	for _, c := range slices.Concat(latinCultures, otherCultures) {
		p := place{culture: c, given: split(c.given), family: split(c.family)}
		pairs := len(p.given) * len(p.family)
		p.stride = pairs * 618 / 1000
		for divisor(p.stride, pairs) != 1 {
			p.stride++
		}
		n.shares += c.share
		n.places = append(n.places, p)
	}
	return n
}

// next makes up one more person's name and address.
func (n *names) next() (written, email string) {
	x := n.draw.IntN(n.shares)
	for i := range n.places {
		if x -= n.places[i].share; x < 0 {
			return n.places[i].next()
		}
	}
	panic("unreachable: the shares add up")
}

func (p *place) next() (written, email string) {
	pairs := len(p.given) * len(p.family)
	pair, round := p.met%pairs*p.stride%pairs, p.met/pairs
	p.met++
	given, family := p.given[pair/len(p.family)], p.family[pair%len(p.family)]
	email = given.address + "." + family.address
	if round > 0 {
		email += strconv.Itoa(round + 1)
	}
	written = given.written + p.join + family.written
	if p.familyFirst {
		written = family.written + p.join + given.written
	}
	return written, email + "@acme.test"
}

// split reads a list of names.
func split(list string) []name {
	words := strings.Fields(list)
	names := make([]name, len(words))
	for i, w := range words {
		written, address, given := strings.Cut(w, "/")
		if !given {
			address = latin(written)
		}
		names[i] = name{strings.ReplaceAll(written, "_", " "), address}
	}
	return names
}

// letters are those that have no base letter under their mark.
var letters = strings.NewReplacer("ß", "ss", "æ", "ae", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i", "ə", "e", "_", "-")

// latin puts a name in Latin script into the letters of an address.
func latin(written string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || 'a' <= r && r <= 'z' {
			return r
		}
		return -1
	}, norm.NFD.String(letters.Replace(strings.Map(unicode.ToLower, written))))
}

// divisor is the greatest that two numbers share.
func divisor(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
