package rights

// Gate is one of the eight that a question passes, in this order.
type Gate uint8

const (
	GateStatus Gate = iota
	GateChannel
	GateRole
	GatePlan
	GateOption
	GateLink
	GateScope
	GateRank

	gates
)

var gateNames = [gates]string{"status", "channel", "role", "plan", "option", "link", "scope", "rank"}

// String is the gate's name, such as "status".
func (g Gate) String() string { return gateNames[g] }

// Decision is what the gates say. All of them are asked, also after one said
// no, so that whoever fixes one sees the next one coming.
type Decision struct {
	Allowed bool
	Gates   [gates]Verdict
}

// OK tells whether the gate lets the question pass.
func (d Decision) OK(g Gate) bool { return !d.Gates[g].no() }

// Decide asks every gate.
func (m *Model) Decide(q *Question) Decision {
	s, n := &q.Subject, &needed[q.Right&63]
	held := s.scope(q.Right)
	d := Decision{Gates: [gates]Verdict{
		GateStatus:  standing[s.Status&3],
		GateChannel: channel(q),
		GateRole:    role(q, held, n),
		GatePlan:    plan(q, n),
		GateOption:  option(s, n.option),
		GateLink:    m.link(s, q.Right),
		GateScope:   scope(q, held, n),
		GateRank:    rank(q),
	}}
	g := &d.Gates
	d.Allowed = !(g[0] | g[1] | g[2] | g[3] | g[4] | g[5] | g[6] | g[7]).no()
	return d
}

// standing is what the status gate says.
var standing = [...]Verdict{Active: Passes, Suspended: IsSuspended, Removed: IsRemoved, Ended: IsEnded}

// needs is what the gates ask of a right, in the shape in which they ask it.
type needs struct {
	feature  Feature
	option   Option
	personal bool
	ofOwn    bool
	holds    Reach // the scoped roles that hold the right, of archived projects too
	reaches  Reach // where they reach
}

var needed = func() (table [64]needs) {
	for _, e := range catalogue[1:] {
		n := needs{feature: e.Feature, option: e.Option, personal: e.Personal, ofOwn: e.OfOwn}
		if projectManager.Scoped.Has(e.Right) {
			n.holds, n.reaches = ByProject|ByArchivedProject, ByProject
		}
		if projectManager.Archived.Has(e.Right) {
			n.reaches |= ByArchivedProject
		}
		if groupManager.Scoped.Has(e.Right) {
			n.holds, n.reaches = n.holds|ByGroup, n.reaches|ByGroup
		}
		table[e.Right] = n
	}
	return table
}()
