package domain

import "gatehouse/domain/rights"

// Switch is one option of a person as the card shows it.
type Switch struct {
	Option rights.Option
	On     bool   // as it is set; the owner's always are
	Useful bool   // role and plan have a use for it
	Works  bool   // it is on and useful
	Why    string // why it is off, or of no use
	May    bool   // the asker may change it
	MayWhy string // why not
}

// switches are the options of a member; a service user has none.
func (v *view) switches(m Member, s rights.Subject, can rights.Set, cannot string) []Switch {
	if m.Kind == rights.ServiceUser {
		return nil
	}
	var out []Switch
	for _, o := range rights.Options() {
		sw := Switch{Option: o, On: s.Owner || m.Options&o != 0}
		use := v.optionGate(m, s, o, rights.GateRole, rights.GatePlan)
		sw.Useful, sw.Works, sw.Why = use.OK, sw.On && use.OK, use.Message
		if use.OK {
			sw.Why = ""
		}
		if use.OK && !sw.On {
			sw.Why = v.optionGate(m, s, o, rights.GateOption).Message
		}
		switch sw.May = can.Has(rights.MembersOptions); {
		case s.Owner:
			sw.May, sw.MayWhy = false, v.optionGate(m, s, o, rights.GateOption).Message
		case !sw.May:
			sw.MayWhy = cannot
		case o == rights.APIOn && !sw.On && !use.OK:
			sw.May, sw.MayWhy = false, use.Message
		}
		out = append(out, sw)
	}
	return out
}

// optionGate is what the first of the gates that says no has to say about the
// rights that an option switches; without a no, what the last one says.
func (t *txn) optionGate(m Member, s rights.Subject, o rights.Option, gates ...rights.Gate) (said rights.Sentence) {
	s.Status = rights.Active
	q := rights.Question{Subject: s, Channel: rights.Web, On: anyTarget().rights}
	for _, e := range rights.Catalogue() {
		if e.Option != o {
			continue
		}
		q.Right = e.Right
		sentences := t.model.Explain(&q, t.model.Decide(&q), t.names(m, target{}))
		for _, g := range gates {
			if said = sentences[g]; !said.OK {
				return said
			}
		}
	}
	return said
}
