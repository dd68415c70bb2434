package domain

import (
	"slices"
	"strings"
)

// worker is someone's time on a project: minutes by what their hours were worth
// on the day.
type worker struct {
	member         Member
	project        ID
	rates          map[RateKind][]Rate // those that may count here, the newest first
	hours          map[hour]int
	noRate, noCost int // minutes
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
	h := hour{w.on(HourlyRate, e.Date), w.on(HourlyCost, e.Date)}
	if h.rate == nil {
		w.noRate += e.Minutes
	}
	if h.cost == nil {
		w.noCost += e.Minutes
	}
	if h.rate != nil && h.cost != nil {
		w.hours[h] += e.Minutes
	}
}

// lacking adds the member to a list if there are any such minutes.
func (w *worker) lacking(list []MemberMinutes, minutes int) []MemberMinutes {
	if minutes == 0 {
		return list
	}
	return append(list, MemberMinutes{w.member.ID, w.member.Name, w.member.Handle(), minutes})
}
