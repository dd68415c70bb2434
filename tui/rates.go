package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// questions are about setting what an hour of the member is sold for, and what
// it costs.
func (c *memberCard) questions() []domain.Question {
	if c.card.Kind != rights.Person {
		return nil
	}
	on := "member/" + c.card.Handle()
	return []domain.Question{{Right: rights.MembersRate.String(), On: on}, {Right: rights.MembersCost.String(), On: on}}
}

// settable are the amounts that one may set: of an hour's rate, and its cost.
func (c *memberCard) settable() (hourly, cost bool) {
	q := c.questions()
	if len(q) == 0 {
		return false, false
	}
	_, noRate := c.may.refused[q[0]]
	_, noCost := c.may.refused[q[1]]
	return !noRate, !noCost
}

// rateAction sets a rate or a cost, whichever one may.
func (c *memberCard) rateAction() Action {
	hourly, cost := c.settable()
	a := Action{Key: on("$"), Name: "rate", Command: domain.Command("members", "rate", c.card.Handle(), "--hourly", "AMOUNT", "--currency", "EUR"), Do: c.openRate}
	switch q := c.questions(); {
	case len(q) == 0:
		a.Off, a.Why = true, func() string { return "A service user has no rates: it works no hours." }
	case !hourly && !cost:
		a = c.may.dim(q[0], a)
	}
	return a
}

// What is done with a rate that begins on the same day.
const keepRate, replaceRate = "keep it", "replace it"

// openRate asks for what an hour comes to, from when on, and for what.
func (c *memberCard) openRate() tea.Cmd {
	hourly, cost := c.settable()
	var inputs []input
	if hourly {
		inputs = append(inputs, input{label: "Hourly", hint: "an hour, such as 80.00"})
	}
	if cost {
		inputs = append(inputs, input{label: "Cost", hint: "an hour, such as 45.00"})
	}
	currency := "EUR"
	if len(c.rates) > 0 {
		currency = c.rates[0].Currency
	}
	first := len(inputs)
	inputs = append(inputs,
		input{label: "Currency", value: currency, hint: "its code, such as EUR"},
		input{label: "From", value: string(domain.DateOf(c.session.Now())), hint: "a day, such as 2027-01-31"},
		input{label: "Project", hint: "empty: any"},
		input{label: "If one begins then", value: keepRate, choices: []string{keepRate, replaceRate}})
	name := domain.Clean(c.card.Label())
	return c.app.fill(form{
		title: "Rate of " + name, yes: "set", inputs: inputs,
		above: []string{"What an hour is sold for and what it costs. It holds from that day until the next one begins. One for a project wins over one without. What is left empty stays as it is."},
		try: func(values []string) func(context.Context) (Outcome, error) {
			set := domain.SetRate{Member: domain.Ref(c.card.ID), Currency: values[first], From: domain.Date(values[first+1]),
				Project: domain.Ref(values[first+2]), Replace: values[first+3] == replaceRate}
			if hourly {
				set.Hourly = values[0]
			}
			if cost {
				set.Cost = values[first-1]
			}
			return c.deeds.changing("Set the rate of "+name+".", func(ctx context.Context, s *domain.Session) error {
				return only(s.SetRate(ctx, set))
			})
		},
	})
}

// rateFacts are what an hour comes to today, for each project that has an
// amount of its own too, and what is to begin.
func (c *memberCard) rateFacts() []fact {
	if !c.priced {
		return nil
	}
	now, later := domain.RatesOn(c.rates, domain.DateOf(c.session.Now()))
	var facts []fact
	for _, k := range []struct {
		kind  domain.RateKind
		label string
	}{{domain.HourlyRate, "Hourly"}, {domain.HourlyCost, "Cost"}} {
		label := k.label
		add := func(list []domain.ListedRate, word string, in tone) {
			for _, r := range list {
				if r.Kind != k.kind {
					continue
				}
				text := r.Money().String()
				if r.ProjectName != "" {
					text += " on " + domain.Clean(r.ProjectName)
				}
				facts = append(facts, fact{label, text + word + string(r.From), in})
				label = ""
			}
		}
		add(now, " since ", normal)
		add(later, " from ", faint)
	}
	if len(facts) == 0 {
		return []fact{{"Rates", "none is set", faint}}
	}
	return facts
}
