package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// mayTrack asks whether one may record time of one's own.
var mayTrack = domain.Question{Right: "time.track"}

// recording is the action that records time: for anyone where one manages the
// project, otherwise for oneself.
func (v *projectCard) recording(there bool) Action {
	p := v.place
	others := v.deeds.staff.on(v.deeds.staff.right, p)
	a := Action{Key: on("n"), Name: "record time", Command: domain.Command("time", "add", p.Name, "EMAIL", "DATE", "DURATION"), Off: !there || p.Archived,
		Why: func() string { return domain.Clean(p.Name) + " is archived: no more time is recorded on it." },
		Do:  func() tea.Cmd { return v.pickWorker() }}
	if _, no := v.deeds.may.refused[others]; no {
		a.Do = func() tea.Cmd { return v.record(domain.Ref(v.session.Principal().Member), "your time") }
		a = v.deeds.may.dim(mayTrack, a)
	}
	return a
}

// pickWorker picks whose time it is.
func (v *projectCard) pickWorker() tea.Cmd {
	return v.deeds.deeds.pickMember("Who worked on "+domain.Clean(v.place.Name)+"?", "record time", func(l domain.Listed) tea.Cmd {
		return v.record(domain.Ref(l.ID), "the time of "+domain.Clean(l.Label()))
	})
}

// record asks for the day and how long it was.
func (v *projectCard) record(who domain.Ref, whose string) tea.Cmd {
	project, name := domain.Ref(v.place.ID), domain.Clean(v.place.Name)
	return v.app.fill(form{
		title: "Record " + whose + " on " + name, yes: "record",
		inputs: []input{
			{label: "Date", value: string(domain.DateOf(v.session.Now())), hint: "not after today"},
			{label: "Duration", hint: "1h30m, 1:30 or 90m"},
		},
		check: func(values []string) string {
			if _, err := domain.ParseDate(values[0]); err != nil {
				return sentence(err.Error())
			}
			if _, err := domain.ParseMinutes(values[1]); err != nil {
				return sentence(err.Error())
			}
			return ""
		},
		try: func(values []string) func(context.Context) (Outcome, error) {
			c := domain.AddTime{Project: project, Member: who}
			c.Date, _ = domain.ParseDate(values[0])
			c.Minutes, _ = domain.ParseMinutes(values[1])
			return v.deeds.deeds.changing("Recorded "+hours(c.Minutes)+" on "+name+".", func(ctx context.Context, s *domain.Session) error {
				return only(s.AddTime(ctx, c))
			})
		},
	})
}
