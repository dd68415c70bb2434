package demo

import (
	"math/rand/v2"
	"slices"
	"time"

	"gatehouse/domain"
	"gatehouse/storage"
)

// workWeeks is how far back time entries go. They end yesterday.
const workWeeks = 5

// worker is someone of the cast who works on projects.
type worker struct {
	domain.Member
	hint string
	unit int
}

// employed notes who works on projects: none of those who have a part in the
// history, which suspends and removes some.
func (s *seed) employed(m domain.Member, p Person, i int) {
	named := len(known())
	if len(m.Projects) > 0 && i < castSize && (i < named || i >= named+partsAtMost) {
		s.workers = append(s.workers, worker{m, p.RoleHint, p.Unit})
	}
}

// partsAtMost is more than the people without a name whom the history is about.
const partsAtMost = 24

// earning is rates, costs and time entries: enough to see what projects earn,
// that one of them loses, and whom something is missing for.
func (s *seed) earning() (all []storage.Record) {
	draw := rand.New(rand.NewPCG(2026, 4217))
	for i, w := range s.workers {
		all = append(all, s.rates(draw, w, i)...)
		all = append(all, s.time(draw, w)...)
	}
	return all
}

// Hours are sold in the currency of the unit: so many minor units for a euro.
var currencies = map[int]domain.Money{7: {Amount: 165, Currency: "JPY"}, 8: {Amount: 110, Currency: "USD"}}

// inhouse are projects that nobody outside pays for: their hours are charged
// for less than they cost.
var inhouse = map[int]int64{6: 3500, 7: 4200} // cents: Payroll move, Hiring

// rates are someone's hourly rate and cost, raised in the course of the entries
// for some; a few have no cost, and a few no rate.
func (s *seed) rates(draw *rand.Rand, w worker, i int) (all []storage.Record) {
	sells := map[string]int64{"manager": 11000, "developer": 9000}[w.hint]
	if sells == 0 {
		sells = 7000
	}
	sells += 500 * draw.Int64N(6)
	costs := sells * (50 + draw.Int64N(20)) / 100
	begin, raised := domain.DateOf(s.daysAgo(380, 0)), domain.DateOf(s.daysAgo(17, 0))
	add := func(kind domain.RateKind, from domain.Date, cents int64, project domain.ID) {
		money := domain.Money{Amount: cents, Currency: "EUR"}
		if abroad, is := currencies[w.unit]; is {
			money = domain.Money{Amount: cents * abroad.Amount / 100, Currency: abroad.Currency}
		}
		all = append(all, domain.Rate{
			ID: s.id(), Member: w.ID, Project: project, Kind: kind, From: from, Amount: money.Amount, Currency: money.Currency,
		})
	}
	if i%19 != 11 {
		add(domain.HourlyRate, begin, sells, "")
	}
	if i%13 != 7 {
		add(domain.HourlyCost, begin, costs, "")
	}
	if i%4 == 1 {
		add(domain.HourlyRate, raised, sells*108/100, "")
		add(domain.HourlyCost, raised, costs*105/100, "")
	}
	for k, id := range s.projs {
		if cents, is := inhouse[k]; is && worksOn(w, id) {
			add(domain.HourlyRate, begin, cents, id)
		}
	}
	return all
}

// time is what someone entered: most working days, an hour to a day's work.
func (s *seed) time(draw *rand.Rand, w worker) (all []storage.Record) {
	for ago := 7 * workWeeks; ago > 0; ago-- {
		day := s.daysAgo(ago, 0)
		if day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
			continue
		}
		for k, id := range s.projs {
			if !worksOn(w, id) || draw.IntN(10) < 3 || projects[k].archived && ago < 4*workWeeks {
				continue
			}
			minutes := 15 * (4 + draw.IntN(29)) / len(w.Projects)
			all = append(all, domain.TimeEntry{ID: s.id(), Project: id, Member: w.ID, Date: domain.DateOf(day), Minutes: minutes})
		}
	}
	return all
}

func worksOn(w worker, project domain.ID) bool { return slices.Contains(w.Projects, project) }
