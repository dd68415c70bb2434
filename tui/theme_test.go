package tui

import (
	"image/color"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// colored finds sequences that set a colour.
var colored = regexp.MustCompile(`\x1b\[[0-9;:]*?\b(3[0-7]|4[0-7]|9[0-7]|10[0-7]|38|48)[;:m]`)

func TestNoColorMeansNone(t *testing.T) {
	for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256, colorprofile.ANSI, colorprofile.ASCII} {
		for _, on := range []background{unknown, dark, light} {
			plain := newTheme(on, profile, false)
			for _, s := range append(plain.tone[:], plain.selected, plain.match, plain.rule) {
				if colored.MatchString(s.on) {
					t.Errorf("a colour without colours: %q", s.on)
				}
			}
		}
	}
	r := run(t, crowd(10), 80, 24, func(c *Config) { c.NoColor = true })
	r.Press("space", "s")
	r.WaitFor("to the answers")
	if found := colored.FindString(r.Output()); found != "" {
		t.Errorf("colour %q was drawn", found)
	}
	r = run(t, crowd(10), 80, 24)
	if !colored.MatchString(r.Output()) {
		t.Error("there are no colours where there should be")
	}
}

func TestSixteenColoursAreAll(t *testing.T) {
	for _, on := range []background{unknown, dark, light} {
		for _, s := range newTheme(on, colorprofile.ANSI, true).tone {
			if strings.Contains(s.on, "38;") || strings.Contains(s.on, "48;") {
				t.Errorf("more than sixteen colours: %q", s.on)
			}
		}
	}
}

func TestTheBackgroundIsAskedFor(t *testing.T) {
	r := run(t, crowd(10), 80, 24)
	r.WaitOutput("48;2;38;38;38") // the terminal says that it is dark
	r.Send(tea.BackgroundColorMsg{Color: color.White})
	r.WaitOutput("48;2;228;228;228")
}

// Every text must be read on its background: WCAG asks 4.5 of text, 3 of what
// isn't needed to read it.
func TestContrast(t *testing.T) {
	white, black := color.RGBA{255, 255, 255, 255}, color.RGBA{0, 0, 0, 255}
	for name, s := range map[string]shade{"faint": shadeFaint, "accent": shadeAccent, "good": shadeGood, "warn": shadeWarn, "bad": shadeBad, "match": shadeMatch} {
		for on, least := range map[background]float64{dark: 4.5, light: 4.5, unknown: 3} {
			for _, under := range map[background][]color.RGBA{dark: {black, hex(tint[dark])}, light: {white, hex(tint[light])}, unknown: {black, white}}[on] {
				if c := contrast(hex(s.many[on]), under); c < least {
					t.Errorf("%s on background %d: contrast %.1f, %.1f wanted", name, on, c, least)
				}
			}
		}
	}
}
