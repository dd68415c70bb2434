package domain

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/domain/rights"
)

// SetRate says what an hour of someone is sold for, what it costs, or both,
// from a day on; with a project, for that project alone (Timeneye, How to set a
// user's hourly rate and cost).
type SetRate struct {
	Member       Ref
	Project      Ref    // empty: whatever the project
	Hourly, Cost string // an hour's amount, such as 80.00; "" leaves it alone
	Currency     string // ISO 4217
	From         Date   // empty: today, in UTC
	Replace      bool   // put it in place of a rate that begins on that day
}

// ListedRate is a rate with what its ids stand for.
type ListedRate struct {
	Rate
	MemberName, ProjectName string
}

// Money is what an hour comes to.
func (r Rate) Money() Money { return Money{r.Amount, r.Currency} }

// rateKinds are the kinds of rates with the right that each takes, and the
// action by which the audit trail knows it.
func rateKinds() []rateKind {
	return []rateKind{{HourlyRate, rights.MembersRate, "members.rate"}, {HourlyCost, rights.MembersCost, "members.rate.cost"}}
}

type rateKind struct {
	kind   RateKind
	right  rights.Right
	action string
}

// SetRate asks for members.rate, and for a cost members.cost; a project must be
// one that the actor sees. A rate that begins on the same day is a Conflict
// (rate_exists) unless Replace; the same one again changes nothing.
func (s *Session) SetRate(ctx context.Context, c SetRate) ([]ListedRate, error) {
	ids := map[RateKind]ID{HourlyRate: s.ws.db.newID(), HourlyCost: s.ws.db.newID()}
	return commit(ctx, s, c.action(), func(t *txn) ([]ListedRate, error) { return t.setRate(c, ids) })
}

func (t *txn) setRate(c SetRate, ids map[RateKind]ID) ([]ListedRate, error) {
	amounts := map[RateKind]string{HourlyRate: c.Hourly, HourlyCost: c.Cost}
	kinds := slices.DeleteFunc(rateKinds(), func(k rateKind) bool { return amounts[k.kind] == "" })
	if len(kinds) == 0 {
		return nil, Errorf(Invalid, "no_rate", "say what an hour is sold for, or what it costs")
	}
	var m Member
	for _, k := range kinds {
		var err error
		if m, _, err = t.member(k.right, c.Member); err != nil {
			return nil, err
		}
	}
	if err := works(m); err != nil {
		return nil, err
	}
	p, err := t.projectOfRate(c.Project)
	if err != nil {
		return nil, err
	}
	from := c.From
	if from == "" {
		from = DateOf(t.now)
	}
	if from, err = ParseDate(string(from)); err != nil {
		return nil, err
	}
	var out []ListedRate
	for _, k := range kinds {
		money, err := ParseMoney(amounts[k.kind], c.Currency)
		if err != nil {
			return nil, err
		}
		r := Rate{ID: ids[k.kind], Member: m.ID, Project: p.ID, Kind: k.kind, From: from, Amount: money.Amount, Currency: money.Currency}
		if r, err = t.putRate(r, m, p, k.action, c.Replace); err != nil {
			return nil, err
		}
		out = append(out, ListedRate{r, m.Handle(), p.Name})
	}
	return out, nil
}

// projectOfRate finds the project of a rate. One that the actor can't see is
// unknown.
func (t *txn) projectOfRate(ref Ref) (Project, error) {
	if ref == "" {
		return Project{}, nil
	}
	p, err := findProject(t, ref)
	if err != nil {
		return p, err
	}
	on, err := t.onProject(p)
	if err == nil && !t.sees(on) {
		err = noSuch("project", string(ref))
	}
	return p, err
}

// putRate writes a rate in place of the one that begins on the same day.
func (t *txn) putRate(r Rate, m Member, p Project, action string, replace bool) (Rate, error) {
	id, err := t.Find(UniqueRate, RateKey(&r))
	if err != nil {
		return r, err
	}
	if id != "" {
		before, err := t.Rates().Get(id)
		if err != nil {
			return r, err
		}
		if before.Money() != r.Money() && !replace {
			return r, rateExists(before, m, p)
		}
		r.ID, r.Version = before.ID, before.Version
	}
	if r, err = t.Rates().Put(r); err != nil {
		return r, err
	}
	return r, t.record(action, mentionMember(m), "%s", r.words(p))
}

// words is the rate as the audit trail tells it.
func (r Rate) words(p Project) string {
	text := fmt.Sprintf("%s %s from %s", r.Kind, r.Money(), r.From)
	if r.Project != "" {
		text += " (project " + p.Name + ")"
	}
	return text
}

// rateExists says what stands; who set it may see it.
func rateExists(r Rate, m Member, p Project) error {
	return Errorf(Conflict, "rate_exists", "%s has %s already; replace it, or begin on another day", Clean(m.Label()), Clean(r.words(p)))
}

// Rates lists someone's rates, the newest first: of the kinds that the asker
// may see, and for projects that they see.
func (s *Session) Rates(ctx context.Context, member Ref) ([]ListedRate, error) {
	return look(ctx, s, func(v *view) ([]ListedRate, error) {
		var m Member
		var refused error
		seen := map[RateKind]bool{}
		for _, k := range rateKinds() {
			found, _, err := v.member(k.right, member, taking)
			switch {
			case err == nil:
				m, seen[k.kind] = found, true
			case refused == nil:
				refused = err
			}
		}
		if len(seen) == 0 {
			return nil, refused
		}
		return v.rates(m, seen)
	})
}

func (v *view) rates(m Member, seen map[RateKind]bool) ([]ListedRate, error) {
	all, err := everything(v.RatePages(), Query{Index: ByMember, Value: string(m.ID), Reverse: true})
	if err != nil {
		return nil, err
	}
	projects := map[ID]string{"": ""} // by name; those that aren't seen are left out
	var out []ListedRate
	for _, r := range all {
		name, known := projects[r.Project]
		if !known {
			p, err := v.Projects().Get(r.Project)
			if err != nil {
				return nil, err
			}
			on, err := v.onProject(p)
			if err != nil {
				return nil, err
			}
			if v.sees(on) {
				name = p.Name
			}
			projects[r.Project] = name
		}
		if seen[r.Kind] && (r.Project == "" || name != "") {
			out = append(out, ListedRate{r, m.Handle(), name})
		}
	}
	return out, nil
}
