package domain

import (
	"slices"
	"strings"
)

// worker is someone's time on a project: minutes by what their hours were worth
// on the day.
type worker struct {
	member  Member
	project ID
	rates   map[RateKind][]Rate // those that may count here, the newest first
	hours   map[hour]int        // minutes
}

// hour is what one hour is sold for and what it costs.
type hour struct{ rate, cost *Rate }

// worker loads someone's rates.
func (v *view) worker(member, project ID) (*worker, error) {
	w := &worker{project: project, rates: map[RateKind][]Rate{}, hours: map[hour]int{}}
	var err error
	if w.member, err = v.Members().Get(member); err != nil {
		return nil, err
	}
	all, err := everything(v.RatePages(), Query{Index: ByMember, Value: string(member)})
	for _, r := range all {
		if r.Project == "" || r.Project == project {
			w.rates[r.Kind] = append(w.rates[r.Kind], r)
		}
	}
	for _, list := range w.rates {
		slices.SortFunc(list, newerRate)
	}
	return w, err
}

// newerRate puts the rate that speaks first in front: the project's own, then
// the newer.
func newerRate(a, b Rate) int {
	if (a.Project == "") != (b.Project == "") {
		return strings.Compare(string(b.Project), string(a.Project))
	}
	return strings.Compare(string(b.From), string(a.From))
}

// on is the rate that spoke on a day, or nil: the project's own from its start
// on, before that and otherwise the member's.
func (w *worker) on(kind RateKind, day Date) *Rate {
	list := w.rates[kind]
	for i := range list {
		if list[i].From <= day {
			return &list[i]
		}
	}
	return nil
}

func (w *worker) add(e *TimeEntry) {
	w.hours[hour{w.on(HourlyRate, e.Date), w.on(HourlyCost, e.Date)}] += e.Minutes
}

// uncounted are the hours that lack something: first a rate, then a cost, then
// both.
func (w *worker) uncounted() (all []Uncounted) {
	for _, lack := range []Uncounted{{NoRate: true}, {NoCost: true}, {NoRate: true, NoCost: true}} {
		lack.Member, lack.Name, lack.Handle = w.member.ID, w.member.Name, w.member.Handle()
		for h, minutes := range w.hours {
			if (h.rate == nil) == lack.NoRate && (h.cost == nil) == lack.NoCost {
				lack.Minutes += minutes
			}
		}
		if lack.Minutes > 0 {
			all = append(all, lack)
		}
	}
	return all
}
