package tui

import (
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// style is how text looks, kept as the sequence that turns it on: painting a
// cell is then nothing but joining strings.
type style struct{ on string }

func (s style) paint(text string) string {
	if s.on == "" || text == "" {
		return text
	}
	return s.on + text + ansi.ResetStyle
}

// over is s on top of what base sets.
func (s style) over(base style) style { return style{base.on + s.on} }

// tone is what a text means. It says the same as the words do: colour never
// carries meaning alone.
type tone int

const (
	normal tone = iota
	faint       // beside the point
	strong      // what the eye should find
	accent      // where one is, what one can press
	good
	warn
	bad
	tones
)

// theme holds every style, for one background and one set of colours.
type theme struct {
	tone     [tones]style
	selected style // under the row that keys act on
	match    style // letters that a search found
	rule     style // lines
}

// background is what is known of the terminal's.
type background int

const (
	unknown background = iota
	dark
	light
)

// shade is one meaning in every setting: on an unknown, dark and light
// background, with many colours and with sixteen.
type shade struct {
	many    [3]string
	sixteen [3]string // "" leaves it to the attribute
	attr    ansi.Style
	keep    bool // the attribute stays where a colour says it too
}

// The colours are of the 256 that every terminal with many colours shows alike.
var (
	shadeFaint  = shade{many: [3]string{"#808080", "#949494", "#626262"}, attr: ansi.Style{}.Faint()}
	shadeStrong = shade{attr: ansi.Style{}.Bold()}
	shadeAccent = shade{many: [3]string{"#5f87d7", "#87afff", "#005faf"}, sixteen: [3]string{"6", "14", "4"}, attr: ansi.Style{}.Bold()}
	shadeGood   = shade{many: [3]string{"#00875f", "#87d787", "#005f00"}, sixteen: [3]string{"2", "10", "2"}}
	shadeWarn   = shade{many: [3]string{"#af8700", "#d7af5f", "#875f00"}, sixteen: [3]string{"3", "11", "5"}}
	shadeBad    = shade{many: [3]string{"#d75f5f", "#ff8787", "#af0000"}, sixteen: [3]string{"1", "9", "1"}, attr: ansi.Style{}.Bold()}
	shadeRule   = shade{many: [3]string{"#767676", "#5f5f5f", "#bcbcbc"}, attr: ansi.Style{}.Faint()}
	shadeMatch  = shade{many: shadeAccent.many, sixteen: shadeAccent.sixteen, attr: ansi.Style{}.Underline(true), keep: true}
)

// tint lies under the selected row where the background is known well enough.
var tint = [3]string{"", "#262626", "#e4e4e4"}

// newTheme makes the styles. Without colours, attributes alone remain.
func newTheme(on background, profile colorprofile.Profile, colors bool) theme {
	make := func(s shade) style { return s.style(on, profile, colors) }
	t := theme{rule: make(shadeRule), match: make(shadeMatch), selected: make(shadeStrong)}
	t.tone = [tones]style{faint: make(shadeFaint), strong: make(shadeStrong), accent: make(shadeAccent),
		good: make(shadeGood), warn: make(shadeWarn), bad: make(shadeBad)}
	if colors && profile > colorprofile.ANSI && tint[on] != "" {
		t.selected = style{ansi.Style{}.Bold().BackgroundColor(lipgloss.Color(tint[on])).String()}
	}
	return t
}

// style is the shade in one setting. Where a colour says it, fainter or bolder
// letters aren't needed as well.
func (s shade) style(on background, profile colorprofile.Profile, colors bool) style {
	hue := s.many[on]
	if profile == colorprofile.ANSI {
		hue = s.sixteen[on]
	}
	sgr := s.attr
	if colors && hue != "" && profile >= colorprofile.ANSI {
		if !s.keep {
			sgr = nil
		}
		sgr = sgr.ForegroundColor(lipgloss.Color(hue))
	}
	if len(sgr) == 0 {
		return style{}
	}
	return style{sgr.String()}
}
