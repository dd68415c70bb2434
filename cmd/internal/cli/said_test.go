package cli

import (
	"strings"
	"testing"
)

func TestNoColour(t *testing.T) {
	for _, c := range []struct {
		line, variable, term string
		want                 bool
	}{
		{"members list", "", "xterm", false},
		{"members list", "1", "xterm", true},
		{"members list", "0", "xterm", true},
		{"members list", "", "dumb", true},
		{"--no-color members list", "", "xterm", true},
		{"members list --no-color=1", "", "xterm", true},
		{"members list --no-color=T", "", "xterm", true},
		{"members list --no-color=false", "1", "xterm", false},
		{"--no-color --no-color=0", "", "xterm", false},
		{"members show -- --no-color", "", "xterm", false},
		{"members list --no-colors", "", "xterm", false},
		{"--plain --help", "", "xterm", true},
	} {
		env := func(name string) string { return map[string]string{"NO_COLOR": c.variable, "TERM": c.term}[name] }
		if got := NoColour(strings.Fields(c.line), env); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
	if NoColour(nil, nil) || !NoColour([]string{"--no-color"}, nil) {
		t.Error("without an environment only the flags count")
	}
}
