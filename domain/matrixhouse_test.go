package domain_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// house is a workspace in which the golden texts of the rights engine are asked
// by real sessions about real members: one for each role, who manages the unit
// Design, works on the project Bridge, and has an employee record elsewhere.
type house struct {
	*world
	golden map[string][]string // the parts of the text, by their titles
	asker  *domain.Session     // an Admin
	design domain.Unit
	bridge domain.Project
	reach  domain.Member // an ordinary member in Design
	beyond domain.Member // one in Sales
	usual  map[string]domain.Member
	record map[domain.ID]string // the number of someone's employee record
}

func houseOf(t *testing.T, model string) *house {
	t.Helper()
	text, err := os.ReadFile("rights/testdata/" + model + ".txt")
	must(t, err)
	h := &house{world: open(t, model, ""), golden: map[string][]string{}, usual: map[string]domain.Member{}, record: map[domain.ID]string{}}
	title := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		if line != "" && line == strings.ToUpper(line) && line[0] >= 'A' {
			title = line
		} else if line != "" {
			h.golden[title] = append(h.golden[title], line)
		}
	}
	h.asker = h.as(h.person("admin"))
	h.design, err = h.boss().AddUnit(bg, domain.AddUnit{Name: "Design"})
	must(t, err)
	sales, err := h.boss().AddUnit(bg, domain.AddUnit{Name: "Sales"})
	must(t, err)
	h.bridge, err = h.boss().AddProject(bg, domain.AddProject{Name: "Bridge"})
	must(t, err)
	h.reach, h.beyond = h.person(h.model.Ordinary), h.person(h.model.Ordinary)
	h.employed(h.design.ID, h.reach)
	h.employed(sales.ID, h.beyond)
	for _, r := range h.model.Roles {
		h.usual[r.Name] = h.settle(r.Name)
	}
	return h
}

// settle makes someone with a role, as the texts have them.
func (h *house) settle(role string, set ...func(*domain.Member)) domain.Member {
	h.t.Helper()
	m := h.owner
	if role != "owner" {
		m = h.person(role)
	}
	m = h.change(m, append([]func(*domain.Member){func(m *domain.Member) {
		m.ManagesUnits = []domain.ID{h.design.ID}
		if h.model.Name == "timeneye" { // where what one works on is one's own
			m.Projects = []domain.ID{h.bridge.ID}
		}
		if role == "verifier" {
			service(m)
		}
	}}, set...)...)
	if m.Kind == rights.Person {
		h.employed("", m)
		h.read(func(v domain.View) error {
			e, err := v.Employees().Get(h.member(m.ID).Employee)
			h.record[m.ID] = e.Number
			return err
		})
	}
	return h.member(m.ID)
}

// change puts a record as it is, but for what is set.
func (h *house) change(m domain.Member, set ...func(*domain.Member)) (out domain.Member) {
	h.t.Helper()
	m.Version = h.member(m.ID).Version
	for _, f := range set {
		f(&m)
	}
	h.write(func(tx domain.Tx) (err error) { out, err = tx.Members().Put(m); return err })
	return out
}

// on puts the workspace on a plan, whatever the seats.
func (h *house) on(plan string) {
	h.t.Helper()
	info := h.info()
	info.Plan = plan
	h.write(func(tx domain.Tx) error { return got(tx.Workspaces().Put(info)) })
}

func (h *house) ask(q domain.Question) bool {
	h.t.Helper()
	answer, err := h.asker.Check(bg, q)
	must(h.t, err)
	return answer.Allowed
}

// cell is how far a right of someone goes, in the letters of the model's text.
func (h *house) cell(m domain.Member, right, channel string) string {
	h.t.Helper()
	may := func(on string) bool {
		return h.ask(domain.Question{Subject: ref(m), Right: right, On: on, Channel: channel})
	}
	self, entry := "member/"+m.Handle(), entryOf(right)
	if h.model.Name == "mtime" {
		out := ""
		for _, c := range []struct{ letter, on string }{{"w", ""}, {"u", "member/" + h.reach.Email}, {"x", "member/" + h.beyond.Email}, {"m", self}, {"a", "any"}} {
			if !may(c.on) {
				c.letter = "."
			}
			out += c.letter
		}
		return strings.TrimPrefix(out, ".....")
	}
	switch whole := may(""); {
	case whole && entry.Personal:
		return "o"
	case whole:
		return "w"
	case entry.Personal:
		return ""
	case may("any") && may("member/"+h.reach.Email):
		return "s"
	case may(self), h.record[m.ID] != "" && may("employee/"+h.record[m.ID]), h.model.Name == "timeneye" && may("project/Bridge"):
		return "o"
	}
	return ""
}

func entryOf(right string) rights.Entry {
	r, _ := rights.ParseRight(right)
	return r.Entry()
}

// columns cuts a line of a table where the names of its head begin.
func columns(head, line string, names []string) map[string]string {
	cells, at := map[string]string{}, 0
	for i, name := range names {
		from := at + strings.Index(head[at:], name)
		to := len(line)
		if at = from + len(name); i+1 < len(names) {
			to = at + strings.Index(head[at:], names[i+1])
		}
		if from < len(line) {
			cells[name] = strings.TrimSpace(line[from:min(to, len(line))])
		}
	}
	return cells
}

// roleNames are the roles of the model, as the tables list them.
func (h *house) roleNames() (names []string) {
	for _, r := range h.model.Roles {
		names = append(names, r.Name)
	}
	return names
}

// table is the part of a title from its head on.
func (h *house) table(title, from string) []string {
	h.t.Helper()
	i := slices.IndexFunc(h.golden[title], func(l string) bool { return strings.HasPrefix(l, " ") && strings.HasPrefix(strings.TrimSpace(l), from) })
	if i < 0 || len(h.golden[title]) < i+3 {
		h.t.Fatalf("the text has no table %s", title)
	}
	return h.golden[title][i:]
}
