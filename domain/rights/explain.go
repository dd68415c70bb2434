package rights

// Sentence is what one gate says, in words.
type Sentence struct {
	Gate    string `json:"gate"`
	OK      bool   `json:"ok"`
	Asked   bool   `json:"-"` // false: the question doesn't concern the gate, shown as –
	Message string `json:"message"`
}

// Names are the words that the sentences are made with. Any of them may be
// empty; the sentence then does without.
type Names struct {
	Subject  string // Bo
	Target   string // Eva, Design, Atlas
	Since    string // when the subject's status began, or its account ended: 12 Nov
	Reason   string // of a suspension, where the reader may know it
	Employee string // the record that the subject is linked to: 0117
	Manages  string // what the subject manages: Design
	Within   string // where the target is: Sales
}

// Explain makes a sentence of each gate's verdict: always all eight, in order.
func (m *Model) Explain(q *Question, d Decision, n Names) []Sentence {
	n = n.filled(q)
	said := [gates]func(*Question, Verdict, Names) string{
		ofStatus, ofChannel(m), ofRole, ofPlan(m), ofOption, ofLink, ofScope, ofRank,
	}
	list := make([]Sentence, gates)
	for g, v := range d.Gates {
		list[g] = Sentence{
			Gate:    Gate(g).String(),
			OK:      !v.no(),
			Asked:   v != Silent || Gate(g) < GateScope,
			Message: said[g](q, v, n),
		}
	}
	return list
}

// filled puts plain words where no name is known.
func (n Names) filled(q *Question) Names {
	if n.Subject == "" {
		n.Subject = "this member"
		if q.Subject.Kind == ServiceUser {
			n.Subject = "this service user"
		}
	}
	if n.Target == "" {
		n.Target = [...]string{
			AnyTarget: "it", NoTarget: "it", OnMember: "that member", OnEmployee: "that employee", OnUnit: "that unit",
			OnProject: "that project", OnGroup: "that group", OnRole: "that role",
		}[q.On.Kind]
	}
	return n
}

// with adds a word in front of what is known, and nothing to what isn't.
func with(before, known string) string {
	if known == "" {
		return ""
	}
	return before + known
}
