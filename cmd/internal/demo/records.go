package demo

import (
	"iter"
	"math/rand/v2"
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
	"gatehouse/storage"
)

// castSize is how many people the history knows; joining is how many join in
// its course, of a workspace of the default size.
const castSize, joining = 400, 12

// records yields everything as it was when the history began.
func (s *seed) records() iter.Seq2[storage.Record, error] {
	return func(yield func(storage.Record, error) bool) {
		for _, r := range s.organisation() {
			if !yield(r, nil) {
				return
			}
		}
		if !s.people(yield) {
			return
		}
		for _, r := range s.earning() {
			if !yield(r, nil) {
				return
			}
		}
		services, err := s.services()
		if err != nil {
			yield(nil, err)
			return
		}
		for _, r := range services {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// people yields accounts and employee records; of the last few people the
// history tells how they join.
func (s *seed) people(yield func(storage.Record, error) bool) bool {
	i, from := 0, s.Members-min(s.Members/16, joining)
	staff := newStaff(s)
	draw := rand.New(rand.NewPCG(2026, 11))
	for p := range People(s.Members) {
		if i >= from {
			p.Suspended = false
			s.joiners = append(s.joiners, p)
			continue
		}
		p.Unit = staff.unit(p)
		m, e := s.person(p, i, draw)
		staff.place(&m, p, i)
		ownRole(&m, p, i)
		s.employed(m, p, i)
		if i < castSize {
			s.cast = append(s.cast, p)
		}
		if p.RoleHint == "admin" && s.maker == "" {
			s.maker = m.ID
		}
		if !yield(m, nil) || e.ID != "" && !yield(e, nil) {
			return false
		}
		i++
	}
	return true
}

// person is an account, and the employee record where there is one.
func (s *seed) person(p Person, i int, draw *rand.Rand) (m domain.Member, e domain.Employee) {
	m = domain.Member{
		ID: s.id(), Kind: rights.Person, Name: p.Name, Email: p.Email, Role: s.roles(p.RoleHint, i),
		Options: rights.DefaultOptions, Ways: rights.WebAndMobile,
	}
	if p.RoleHint == "owner" {
		m.ID = s.info.Owner
	}
	if p.RoleHint == "owner" || p.RoleHint == "developer" && s.info.Model != "timeneye" {
		m.Options |= rights.APIOn
	}
	if p.HasEmployee {
		e = domain.Employee{ID: s.id(), Number: p.Number, Name: p.Name, Email: p.Email}
		if p.Unit != NoUnit {
			e.Unit = s.units[p.Unit]
		}
	}
	if p.Linked {
		m.Employee, e.Member = e.ID, m.ID
	}
	s.times(&m, p, i)
	if draw := draw.IntN(100); i >= len(known()) && p.RoleHint == "employee" {
		vary(&m, draw)
	}
	return m, e
}

// vary gives a few people other settings than the usual.
func vary(m *domain.Member, draw int) {
	switch {
	case draw < 3:
		m.Ways = rights.OnlyMobile
	case draw < 5:
		m.Ways = rights.OnlyWeb
	case draw < 7:
		m.Options &^= rights.MessagesOn
	case draw < 8:
		m.Options &^= rights.MembersListOn
	}
}

// reasons of suspensions; some give none.
var reasons = []string{"left the company", "parental leave", "contract ended", "", "long leave", "moved to a partner", "", "laptop lost, waiting for a new one"}

// times sets when someone joined, was last here and was suspended: all but
// the last look before the history, which would otherwise have to tell it.
func (s *seed) times(m *domain.Member, p Person, i int) {
	days := p.JoinedDaysAgo
	if days < historyDays+5 {
		days += historyDays + 5
	}
	m.JoinedAt = s.daysAgo(days, 8*time.Hour+time.Duration(i*37%540)*time.Minute)
	if p.LastSeenMinutesAgo != Never {
		m.SeenAt = later(m.JoinedAt, s.Now.Add(-time.Duration(p.LastSeenMinutesAgo)*time.Minute))
	}
	if !p.Suspended {
		return
	}
	last := s.begin.Add(-time.Duration(24+i%20) * time.Hour)
	m.SuspendedAt = earlier(last, later(m.JoinedAt, m.SeenAt).Add(26*time.Hour))
	m.Reason = reasons[i%len(reasons)]
	if !m.SeenAt.IsZero() {
		m.SeenAt = earlier(m.SeenAt, m.SuspendedAt)
	}
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
