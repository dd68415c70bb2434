package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// openOptions looks up what a person's options are worth and which may be
// changed, and offers them.
func (d *deeds) openOptions(l domain.Listed) tea.Cmd {
	return d.cards.ask(d.app.ctx, func(ctx context.Context) (domain.Card, error) { return d.session.Member(ctx, domain.Ref(l.ID)) })
}

// optionsForm switches a person's options and channel. An option that can't be
// changed stays what it is, and says why.
func (d *deeds) optionsForm(c domain.Card) tea.Cmd {
	l := c.Listed
	var inputs []input
	for _, s := range c.Switches {
		in := input{label: s.Option.String(), value: onOrOff(s.On), choices: []string{"on", "off"}, hint: s.Option.Does()}
		switch {
		case !s.May:
			in.choices, in.why = []string{in.value}, s.MayWhy
		case !s.Useful:
			in.hint, in.why = "of no use now", s.Why
		}
		inputs = append(inputs, in)
	}
	ways := []string{rights.WebAndMobile.String(), rights.OnlyWeb.String(), rights.OnlyMobile.String()}
	inputs = append(inputs, input{label: "channel", value: l.Ways.String(), choices: ways, hint: "how they may come in"})
	return d.app.fill(form{title: "Options of " + domain.Clean(l.Label()), inputs: inputs, yes: "save", meanwhile: d.unchanged(l),
		do: func(values []string) tea.Cmd { return d.setOptions(c, values) }})
}

// setOptions changes what was switched, and leaves the rest alone.
func (d *deeds) setOptions(of domain.Card, values []string) tea.Cmd {
	l := of.Listed
	c := domain.SetOptions{Member: domain.Ref(l.ID), Version: l.Version}
	into := map[rights.Option]**bool{rights.MembersListOn: &c.MembersList, rights.MessagesOn: &c.Messages, rights.APIOn: &c.API}
	same := true
	for i, s := range of.Switches {
		if on := values[i] == "on"; on != s.On {
			*into[s.Option], same = &on, false
		}
	}
	if ways, ok := rights.ParseChannels(values[len(values)-1]); ok && ways != l.Ways {
		c.Ways, same = &ways, false
	}
	if same {
		d.app.say(faint, "Nothing was changed.")
		return nil
	}
	return d.make("Changed the options of "+domain.Clean(l.Label())+".", c)
}

// rename changes a name, and a person's address.
func (d *deeds) rename(l domain.Listed) tea.Cmd {
	inputs := []input{{label: "Name", value: l.Name, hint: "1 to 80 characters"}}
	if l.Kind == rights.Person {
		inputs = append(inputs, input{label: "E-mail", value: l.Email})
	}
	return d.app.fill(form{title: "Rename " + domain.Clean(l.Label()), inputs: inputs, yes: "rename", meanwhile: d.unchanged(l),
		do: func(values []string) tea.Cmd {
			c := domain.Rename{Member: domain.Ref(l.ID), Version: l.Version}
			if values[0] != l.Name {
				c.Name = &values[0]
			}
			if len(values) > 1 && values[1] != l.Email {
				c.Email = &values[1]
			}
			if c.Name == nil && c.Email == nil {
				d.app.say(faint, "Nothing was changed.")
				return nil
			}
			return d.change("Renamed "+domain.Clean(l.Label())+".", func(ctx context.Context, s *domain.Session) error {
				return only(s.Rename(ctx, c))
			})
		}})
}

// expire sets the end of a temporary account, or takes it away.
func (d *deeds) expire(l domain.Listed) tea.Cmd {
	value := "never"
	if !l.ExpiresAt.IsZero() {
		value = l.ExpiresAt.Format("2006-01-02T15:04:05Z07:00")
	}
	return d.app.fill(form{title: "End date of " + domain.Clean(l.Label()), yes: "save", meanwhile: d.unchanged(l),
		above:  []string{"The account works until then, and nobody has to remember to end it."},
		inputs: []input{{label: "Ends", value: value, hint: "30d, 2027-01-31 or never"}},
		check: func(values []string) string {
			if values[0] == "never" || values[0] == "" {
				return ""
			}
			if _, err := domain.ParseFuture(values[0], d.session.Now()); err != nil {
				return sentence(err.Error())
			}
			return ""
		},
		do: func(values []string) tea.Cmd {
			c := domain.Expire{Member: domain.Ref(l.ID), Version: l.Version}
			if values[0] != "never" && values[0] != "" {
				c.At, _ = domain.ParseFuture(values[0], d.session.Now())
			}
			return d.make("The end date of "+domain.Clean(l.Label())+" is "+strings.ToLower(values[0])+".", c)
		}})
}

// copy sends what commands call a member to the terminal's clipboard; whether
// it arrived is nothing a program can know.
func (d *deeds) copy(l domain.Listed) tea.Cmd {
	d.app.say(good, "Sent to your terminal: "+domain.Clean(l.Handle()))
	return d.app.copy(domain.Clean(l.Handle()))
}
