package rights

// Scope is how far a right reaches. Each includes the ones before it.
type Scope uint8

const (
	None   Scope = iota // not held
	Own                 // one's own
	Scoped              // where a scoped role reaches
	Whole               // the whole workspace
)

var scopeNames = [...]string{None: "", Own: "o", Scoped: "s", Whole: "w"}

// String is "", "o", "s" or "w".
func (s Scope) String() string { return scopeNames[s] }

// ParseScope reads "o", "s" or "w".
func ParseScope(text string) (Scope, bool) {
	i, ok := index(scopeNames[:], text)
	return Scope(i), ok && i > 0
}

// Reach is a set of ways in which a subject has to do with a target.
type Reach uint8

const (
	ByUnit            Reach = 1 << iota // manages its unit, or one above
	ByProject                           // Project Manager of the active project, or of one it works on
	ByArchivedProject                   // the same of an archived project
	ByGroup                             // Group Manager of its group
	Staffed                             // works on the project, without managing it
)

// index finds a name in a table of names.
func index(names []string, name string) (int, bool) {
	for i, n := range names {
		if n == name {
			return i, true
		}
	}
	return 0, false
}
