package domain_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

// told is a list of rates in a line.
func told(rates []domain.ListedRate) string {
	var out []string
	for _, r := range rates {
		text := fmt.Sprintf("%s %s %s", r.Kind, r.Money(), r.From)
		if r.ProjectName != "" {
			text += " " + r.ProjectName
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// A rate holds from its day; the same again is nothing, another on its day a
// conflict unless it is to replace it.
func TestSetRate(t *testing.T) {
	w := open(t, "mtime", "")
	boss, bo := w.boss(), w.person("employee", func(m *domain.Member) { m.Name = "Bo Berg" })
	must(t, got(boss.AddProject(bg, domain.AddProject{Name: "Atlas"})))
	set := func(c domain.SetRate) error {
		c.Member, c.Currency = ref(bo), "EUR"
		return got(boss.SetRate(bg, c))
	}
	must(t, set(domain.SetRate{Hourly: "80", Cost: "45"}))
	must(t, set(domain.SetRate{Hourly: "90", From: "2026-06-01"}))
	must(t, set(domain.SetRate{Hourly: "95", From: "2026-06-01", Project: "atlas"}))
	all, err := boss.Rates(bg, ref(bo))
	must(t, err)
	is(t, "the rates of all kinds", len(all), 4)
	is(t, "the oldest ones last, from today", all[3].From, "2026-03-02")

	seq := w.last()
	must(t, set(domain.SetRate{Hourly: "80.00"}))
	is(t, "the same again leaves", len(w.events(seq)), 0)
	e := wants(t, set(domain.SetRate{Hourly: "85"}), domain.Conflict, "rate_exists")
	is(t, "the conflict says what stands", e.Message, "Bo Berg has hourly 80.00 EUR from 2026-03-02 already; replace it, or begin on another day")
	must(t, set(domain.SetRate{Hourly: "85", Replace: true}))
	is(t, "the number of rates", len(w.rates(bo)), 4)

	// What is refused of one kind keeps the other from being set too.
	wants(t, set(domain.SetRate{Hourly: "1", Cost: "x", From: "2027-01-01"}), domain.Invalid, "bad_amount")
	wants(t, set(domain.SetRate{Hourly: "1", Cost: "99", From: "2026-03-02"}), domain.Conflict, "rate_exists")
	wants(t, set(domain.SetRate{Hourly: "1", From: "1900-01-01"}), domain.Invalid, "bad_date")
	wants(t, set(domain.SetRate{}), domain.Invalid, "no_rate")
	wants(t, set(domain.SetRate{Hourly: "1", Project: "none"}), domain.NotFound, "")
	is(t, "the number of rates", len(w.rates(bo)), 4)
}

func (w *world) rates(m domain.Member) (all []domain.Rate) {
	w.t.Helper()
	w.read(func(v domain.View) error {
		rows, _, err := v.RatePages().Page(domain.Query{Index: domain.ByMember, Value: string(m.ID), Limit: 100})
		for _, r := range rows {
			all = append(all, r.Item)
		}
		return err
	})
	return all
}

// Each kind takes its own right, also to be seen: in lists, and in the trail.
func TestWhoSeesRates(t *testing.T) {
	w := open(t, "mtime", "")
	must(t, got(w.boss().AddProject(bg, domain.AddProject{Name: "Atlas"})))
	w.customRole("auditor", "workspace.view:w", "members.view:w", "audit.view:w", "data.export:w")
	w.customRole("seller", "workspace.view:w", "members.view:w", "audit.view:w", "members.rate:w")
	w.customRole("payer", "workspace.view:w", "members.view:w", "audit.view:w", "members.cost:w")
	bo, auditor, seller, payer := w.person("employee"), w.person("auditor"), w.person("seller"), w.person("payer")
	for _, project := range []domain.Ref{"", "Atlas"} {
		must(t, got(w.boss().SetRate(bg, domain.SetRate{Member: ref(bo), Hourly: "81.11", Cost: "42.22", Currency: "EUR", Project: project})))
	}
	must(t, got(w.boss().SetRate(bg, domain.SetRate{Member: ref(bo), Hourly: "83.33", Cost: "44.44", Currency: "EUR", Replace: true})))

	for _, c := range []struct {
		who        domain.Member
		list       string
		rate, cost bool // may see
	}{
		{auditor, "", false, false},
		{seller, "hourly 83.33 EUR 2026-03-02", true, false},
		{payer, "cost 44.44 EUR 2026-03-02", false, true},
		{bo, "", false, false},
	} {
		s := w.as(c.who)
		list, err := s.Rates(bg, ref(bo))
		if c.list == "" {
			wants(t, err, domain.Denied, "")
		}
		is(t, c.who.Role+" sees", told(list), c.list) // and not the project's, which they don't see
		rate, cost := s.SetRate, s.SetRate
		if _, err := rate(bg, domain.SetRate{Member: ref(bo), Hourly: "1", Currency: "EUR", From: "2027-01-01"}); (err == nil) != c.rate {
			t.Errorf("%s sets a rate: %v", c.who.Role, err)
		}
		if _, err := cost(bg, domain.SetRate{Member: ref(bo), Cost: "1", Currency: "EUR", From: "2027-01-01"}); (err == nil) != c.cost {
			t.Errorf("%s sets a cost: %v", c.who.Role, err)
		}
		if _, err := s.SetRate(bg, domain.SetRate{Member: ref(bo), Hourly: "2", Cost: "2", Currency: "EUR", From: "2028-01-01"}); domain.KindOf(err) != domain.Denied {
			t.Errorf("%s sets both: %v", c.who.Role, err)
		}
		if c.who.ID == bo.ID {
			continue
		}
		page, err := s.Events(bg, domain.EventQuery{Limit: 500})
		must(t, err)
		card, err := s.Member(bg, ref(bo))
		must(t, err)
		text := fmt.Sprint(page, card.Recent)
		for what, may := range map[string]bool{"83.33": c.rate, "8333": c.rate, "81.11": c.rate, "44.44": c.cost, "4444": c.cost, "42.22": c.cost, "4222": c.cost} {
			if strings.Contains(text, what) != may {
				t.Errorf("%s: the trail holds %s: %v", c.who.Role, what, !may)
			}
		}
	}
	page, err := w.as(auditor).ExportEvents(bg, domain.EventQuery{Limit: 500})
	must(t, err)
	if text := fmt.Sprint(page); strings.Contains(text, "83.33") || strings.Contains(text, "4444") {
		t.Error("the auditor's export holds an amount")
	}
	// A project that the actor can't see is one that isn't there.
	s := w.as(seller)
	there := said(got(s.SetRate(bg, domain.SetRate{Member: ref(bo), Hourly: "1", Currency: "EUR", Project: "Atlas"})))
	missing := said(got(s.SetRate(bg, domain.SetRate{Member: ref(bo), Hourly: "1", Currency: "EUR", Project: "Hidden"})))
	is(t, "an unseen project", strings.ReplaceAll(missing, "Hidden", "Atlas"), there)
}

// customRole makes a role of the workspace's own.
func (w *world) customRole(name string, words ...string) {
	w.t.Helper()
	w.write(func(tx domain.Tx) error {
		return got(tx.Roles().Put(domain.CustomRole{ID: domain.NewID(w.rand), Name: name, From: "employee", Rights: words}))
	})
}

// Undoing brings back what stood, and again what was set; not over what
// somebody set since.
func TestUndoRates(t *testing.T) {
	w := open(t, "mtime", "")
	boss, bo := w.boss(), w.person("employee")
	list := func() string {
		all, err := boss.Rates(bg, ref(bo))
		must(t, err)
		return told(all)
	}
	must(t, got(boss.SetRate(bg, domain.SetRate{Member: ref(bo), Hourly: "80", Currency: "EUR"})))
	before := list()
	for name, c := range map[string]domain.SetRate{
		"another amount": {Hourly: "0", Currency: "JPY", Replace: true},
		"a new rate":     {Hourly: "90", Currency: "EUR", From: "2026-09-01"},
		"a cost":         {Cost: "0", Currency: "EUR"},
	} {
		c.Member = ref(bo)
		must(t, got(boss.SetRate(bg, c)))
		changed := list()
		for i, want := range []string{before, changed, before} {
			if _, err := boss.Undo(bg, w.last()); err != nil {
				t.Fatalf("%s, undone %d times: %v", name, i+1, err)
			}
			is(t, fmt.Sprintf("%s, undone %d times", name, i+1), list(), want)
		}
		for _, seq := range []uint64{w.last() - 1, w.last() - 3} {
			e := wants(t, got(boss.Undo(bg, seq)), domain.Conflict, "")
			if e.Changed != nil || !strings.HasPrefix(e.Message, fmt.Sprintf("what change %d did ", seq)) {
				t.Errorf("%s, undone twice: %s %+v", name, e.Message, e.Changed)
			}
		}
	}
	must(t, got(boss.SetRate(bg, domain.SetRate{Member: ref(bo), Hourly: "81", Currency: "EUR", Replace: true})))
	seq := w.last()
	must(t, got(boss.SetRate(bg, domain.SetRate{Member: ref(bo), Hourly: "82", Currency: "EUR", Replace: true})))
	wants(t, got(boss.Undo(bg, seq)), domain.Conflict, "changed_meanwhile")
	w.clock.pass(time.Hour)
	wants(t, got(boss.Undo(bg, w.last())), domain.Expired, "too_late")
}
