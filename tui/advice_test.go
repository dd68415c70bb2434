package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"gatehouse/domain"
)

// Someone who can't make a fix is told who can, and never a command that would
// be refused.
func TestAFixIsOfferedToWhoCanMakeIt(t *testing.T) {
	for _, c := range []struct {
		step domain.Step
		says string
	}{
		{domain.Step{You: true, By: []string{"ada@acme.test"}}, "Lin can't. Make Lin admin."},
		{domain.Step{By: []string{"ada@acme.test"}}, "Lin can't. ada@acme.test may make Lin admin."},
		{domain.Step{}, "Lin can't."},
	} {
		c.step.Message, c.step.Command = "make Lin admin", "gatehouse members role lin@acme.test admin"
		answer := domain.Explanation{Fix: []domain.Step{c.step}}
		err := &domain.Error{Kind: domain.Denied, Message: "Lin can't", Fix: answer.Fix, Answer: &answer}
		if got := words(err); got != c.says {
			t.Errorf("%q instead of %q", got, c.says)
		}
		w := newWhy(New(t.Context(), config(crowd(1), nil)), nil, domain.Listed{})
		w.answer, w.known = answer, true
		if got := ansi.Strip(strings.Join(w.fix(100), "\n")); strings.Contains(got, c.step.Command) != c.step.You {
			t.Errorf("the command, to one who may is %t:\n%s", c.step.You, got)
		}
	}
}
