package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// asItIs leaves an option of several members alone.
const asItIs = "as it is"

// openOptionsOf switches options of several members; the plan then says what
// that would do to them, and who is left out.
func (d *deeds) openOptionsOf(who []domain.Listed) tea.Cmd {
	var inputs []input
	for _, o := range rights.Options() {
		inputs = append(inputs, input{label: o.String(), value: asItIs, choices: []string{asItIs, "on", "off"}, hint: o.Does()})
	}
	ways := []string{asItIs, rights.WebAndMobile.String(), rights.OnlyWeb.String(), rights.OnlyMobile.String()}
	inputs = append(inputs, input{label: "channel", value: asItIs, choices: ways, hint: "how they may come in"})
	return d.app.fill(form{title: "Options of " + whom(who), inputs: inputs, yes: "see what it would do",
		do: func(values []string) tea.Cmd {
			c, words := switches(values)
			if len(words) == 0 {
				d.app.say(faint, "Nothing was changed.")
				return nil
			}
			return d.plan(switching(c, strings.Join(words, ", ")), who...)
		}})
}

// switches reads the form: what is switched, and that in words.
func switches(values []string) (c domain.SetOptions, words []string) {
	into := map[rights.Option]**bool{rights.MembersListOn: &c.MembersList, rights.MessagesOn: &c.Messages, rights.APIOn: &c.API}
	for i, o := range rights.Options() {
		if values[i] != asItIs {
			on := values[i] == "on"
			*into[o], words = &on, append(words, o.String()+" "+values[i])
		}
	}
	if ways, ok := rights.ParseChannels(values[len(values)-1]); ok {
		c.Ways, words = &ways, append(words, "channel "+ways.String())
	}
	return c, words
}

// switching is the change to the options of several at once.
func switching(c domain.SetOptions, words string) deed {
	return deed{name: "change the options of", done: "Changed the options of", doing: "changing the options of", no: "Leave them",
		yes: "Change them", sum: sentence(words), right: rights.MembersOptions,
		change: func(l domain.Listed, _ string) domain.Change {
			c.Member, c.Version = domain.Ref(l.ID), l.Version
			return c
		}}
}
