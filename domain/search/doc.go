// Package search finds members as someone types: in any field, without regard
// to case or accents, best first.
//
// An [Index] holds folded text and nothing else; what it returns are ids. The
// documents stand in order of their names in blocks of up to 512. A block has a
// bit set for each letter and each pair of letters that occurs in it, so a
// query first meets a few words of bits for every block and reads the text only
// of what may match. Blocks never change: a writer builds the block that a
// change falls in anew and publishes the new list of blocks in one step.
// Readers take the list as it stands and never wait, and a search sees all of a
// write or none of it. Writers go one after another.
package search

// The fields of a Doc.
const (
	Name = iota
	Email
	Role
	Number
	fields
)

// Doc is one member as it is searched. Fields holds name, e-mail address, role
// and employee number in that order, as they are shown; any may be empty.
type Doc struct {
	ID     string
	Fields [fields]string
}

// Class says how well a hit matches; lower is better. With several terms it is
// that of the weakest one, or that of the query as a whole where that is better.
type Class uint8

const (
	Exact     Class = iota // a whole field
	NameStart              // the start of the name
	WordStart              // the start of a word of the name, or initials
	MailStart              // the start of the e-mail address
	Within                 // anywhere in a field
	Loose                  // the letters in order, with others between
	noMatch
)

// Hit is one document found.
type Hit struct {
	ID    string
	Class Class
}

// Result is what a search found: the best hits by class and then by name.
type Result struct {
	Hits  []Hit
	Total int  // how many match, with those beyond the limit
	More  bool // Total is a lower bound: counting all would have taken too long
}
