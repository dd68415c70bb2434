package demo

import (
	"context"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// The people who act in the history.
const (
	ada    = Owner
	grace  = "grace@acme.test"
	hana   = "hana@acme.test"
	ivan   = "ivan@acme.test"
	jo     = "jo@acme.test"
	bo     = "bo@acme.test"
	adaeze = "adaeze@acme.test"
)

// tell writes the history down.
func (s *story) tell() {
	s.joining()
	s.inviting()
	s.programs()
	s.changing()
	s.leaving()
	s.places()
	s.raises()
	s.refusals()
}

// changing is roles, options and ends of accounts.
func (s *story) changing() {
	other := map[string]string{"mtime": "developer", "timetonic": "limited", "timeneye": "admin"}[s.info.Model]
	ordinary := s.roles("employee", 1)
	above := map[string]string{"mtime": "manager", "timetonic": "admin", "timeneye": "admin"}[s.info.Model]
	role := func(days, minute int, by, who, role string) {
		s.add(s.at(days, minute), by, did((*domain.Session).ChangeRole, domain.ChangeRole{Member: domain.Ref(who), Role: role}), who)
	}
	lead := s.find("employee", func(p Person) bool { return p.Unit != NoUnit && p.Linked })
	a, c := s.someone("employee"), s.someone("employee")
	role(37, 95, ada, a, other)
	role(31, 250, adaeze, lead.Email, s.roles("manager", 1))
	if s.info.Model == "mtime" && lead.Unit != NoUnit {
		s.add(s.at(31, 256), adaeze, did((*domain.Session).ManageUnit,
			domain.ManageUnit{Unit: domain.Ref(Units()[lead.Unit].Name), Member: domain.Ref(lead.Email)}), lead.Email)
	}
	role(11, 71, ada, a, ordinary)
	s.add(s.at(1, 400), ada, did((*domain.Session).ChangeRole,
		domain.ChangeRole{Member: hana, Role: above, Until: s.Now.Add(30 * time.Hour)}), hana)
	s.add(s.at(24, 300), adaeze, did((*domain.Session).Expire, domain.Expire{Member: domain.Ref(c), At: s.daysAgo(-19, 23*time.Hour)}), c)
	off, ways := false, rights.OnlyMobile
	d, e := s.someone("employee"), s.someone("employee")
	s.add(s.at(20, 33), bo, did((*domain.Session).SetOptions, domain.SetOptions{Member: domain.Ref(d), Messages: &off}), d)
	s.add(s.at(13, 412), adaeze, did((*domain.Session).SetOptions, domain.SetOptions{Member: domain.Ref(e), Ways: &ways}), e)
}

// leaving is suspensions and removals, and what was taken back.
func (s *story) leaving() {
	suspend := func(days, minute int, by, who, reason string) {
		s.add(s.at(days, minute), by, did((*domain.Session).Suspend, domain.Suspend{Member: domain.Ref(who), Reason: reason}), who)
	}
	remove := func(days, minute int, by, who string) {
		s.add(s.at(days, minute), by, did((*domain.Session).Remove, domain.Remove{Member: domain.Ref(who)}), who)
	}
	a, b, c, d, gone := s.someone("employee"), s.someone("developer"), s.someone("employee"), s.someone("employee"), s.someone("employee")
	suspend(35, 80, adaeze, a, "laptop lost")
	s.add(s.at(34, 140), adaeze, did((*domain.Session).Reactivate, domain.Reactivate{Member: domain.Ref(a)}), a)
	suspend(22, 505, adaeze, b, "left the company")
	suspend(9, 30, bo, c, "parental leave")
	suspend(6, 481, ada, d, "left the company")
	remove(3, 60, ada, d)
	remove(15, 215, adaeze, gone)
	s.add(s.at(14, 12), adaeze, did((*domain.Session).Restore, domain.Restore{Member: domain.Ref(gone)}), gone)
	if e := s.someone("employee"); e != "" {
		s.add(s.at(17, 535), e, func(ctx context.Context, x *domain.Session) error { _, err := x.Leave(ctx); return err })
	}
}

// places is projects and who works there.
func (s *story) places() {
	staff := func(days, minute int, by, project, who string, manager bool) {
		s.add(s.at(days, minute), by, did((*domain.Session).StaffProject,
			domain.StaffProject{Project: domain.Ref(project), Member: domain.Ref(who), Manager: manager}), who)
	}
	s.add(s.at(29, 100), ada, did((*domain.Session).AddProject, domain.AddProject{Name: "Night ferry", Group: "Harbour Authority", Unit: "Europe"}))
	staff(29, 108, ada, "Night ferry", jo, true)
	staff(28, 22, ada, "Night ferry", s.someone("employee"), false)
	staff(28, 24, ada, "Night ferry", s.someone("employee"), false)
	staff(5, 333, adaeze, "Atlas", hana, false)
	s.add(s.at(8, 420), ada, did((*domain.Session).ArchiveProject, domain.ArchiveProject{Project: "Payroll move"}))
}

// raises is what an hour of someone is sold for and what it costs.
func (s *story) raises() {
	raise := func(days, minute int, by, who, hourly, cost string) {
		s.add(s.at(days, minute), by, did((*domain.Session).SetRate,
			domain.SetRate{Member: domain.Ref(who), Hourly: hourly, Cost: cost, Currency: "EUR"}), who)
	}
	raise(23, 140, adaeze, grace, "125.00", "")
	raise(12, 262, ada, hana, "88.00", "52.50")
}

// refusals are what some tried without the right to.
func (s *story) refusals() {
	role := did((*domain.Session).ChangeRole, domain.ChangeRole{Member: jo, Role: "admin"})
	s.refusal(s.at(26, 190), grace, role, jo)
	s.refusal(s.at(16, 366), ivan, did((*domain.Session).Invite, domain.Invite{Email: "friend@elsewhere.example", Role: "admin"}))
	s.refusal(s.at(7, 55), jo, did((*domain.Session).Suspend, domain.Suspend{Member: grace}), grace)
	s.refusal(s.at(2, 290), bo, did((*domain.Session).ChangeRole, domain.ChangeRole{Member: ada, Role: s.roles("employee", 1)}))
	s.refusal(s.at(0, 470), ivan, did((*domain.Session).Link, domain.Link{Member: bo, Employee: "0117"}), bo)
}
