package search

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

var (
	given = strings.Fields(`Anna Andrew Antonio Grace Ada Alan Barbara Björn Carlos Chen Dana Dirk Édith Elena Ελένη Emil Eve Fatima Felix
		Frances George Hannah Hedy Ines İpek Ivan Jan Jana João Jürgen Karen Katherine Leïla Li Linus Łukasz Margaret María Mei Mohamed
		Nadia Niklaus Nina Olga Øyvind Oskar Paul Petra Quentin Radia Rosa Sanjay Сергей Арсений Sofia Stephen Tariq Tim Ursula Uwe Vera
		Vint Wei William Xavier Yara Yukihiro Zoë 小龍 秀英`)
	family = strings.Fields(`Allen Anderson Bartik Berners-Lee Boole Borg Cerf Chen Clarke Codd Curie Dijkstra Easley Einarsson Engelbart
		Erdoğan Feinler Fernández Floyd Goldberg Hamilton Hansen Hoare Holberton Hopper Ivanova Jennings Johnson Kay Kowalski Knuth
		Lamarr Lamport Lee Liskov Lovelace Marchetti Martin Matsumoto McCarthy Meyer Minsky Müller Nakamoto Naur Nguyen Nygaard O'Brien
		Papadopoulos Perlman Perlis Ritchie Rossi Sammet Schmidt Shannon Silva Šimić Stroustrup Sutherland Thompson Torvalds Turing
		van-Rossum Wang Wilson Wing Wirth Young Zhang Zuse 李 王 Иванов`)
	roles = strings.Fields(`employee employee employee employee employee employee employee manager manager admin developer read-only`)
)

// crowd makes n members as a workspace has them.
func crowd(n int, seed uint64) []Doc {
	r := rand.New(rand.NewPCG(seed, 1))
	docs := make([]Doc, n)
	for i := range docs {
		first, last := given[r.IntN(len(given))], family[r.IntN(len(family))]
		name := first + " " + last
		if r.IntN(3) == 0 {
			name = first + " " + given[r.IntN(len(given))] + " " + last
		}
		mail := fmt.Sprintf("%s.%s%d@example.com", strings.ToLower(first), strings.ToLower(last), r.IntN(n+1))
		docs[i] = Doc{fmt.Sprintf("m%d", i), [fields]string{name, mail, roles[r.IntN(len(roles))], fmt.Sprint(10000 + i)}}
	}
	return docs
}
