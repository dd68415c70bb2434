package tui

import (
	"flag"
	"fmt"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

var update = flag.Bool("update", false, "write the frames anew")

// frame compares the screen with the one that is kept.
func (r running) frame(t *testing.T, name string) {
	t.Helper()
	path, got := filepath.Join("testdata", name+".txt"), r.Screen()+"\n"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s isn't as it was; run with -update if it should be:\n%s", name, got)
	}
}

func TestFrames(t *testing.T) {
	for _, size := range []Size{{120, 36}, {80, 24}, {60, 15}} {
		t.Run(fmt.Sprintf("%dx%d", size.Width, size.Height), func(t *testing.T) {
			name := func(what string) string { return fmt.Sprintf("%s-%d", what, size.Width) }
			r := run(t, crowd(214), size.Width, size.Height)
			r.Press("j", "j", "space", "j", "space")
			r.WaitFor("2 marked")
			r.WaitFor("6 of 214")
			r.frame(t, name("list"))
			r.Press("s")
			r.WaitFor("to the answers")
			r.frame(t, name("confirm"))
			r.Press("esc", ":")
			r.WaitFor("┌ Go")
			r.WaitFor("1 of ")
			r.frame(t, name("palette"))
			r.Press("esc", "?")
			r.WaitFor("Keys of Members")
			r.WaitFor("1 of ")
			r.frame(t, name("keys"))
		})
	}
}

func TestNoLineIsWiderThanTheTerminal(t *testing.T) {
	r := run(t, crowd(30), 120, 30)
	r.Press("space")
	for w := leastWidth; w <= 130; w += 3 {
		for _, h := range []int{10, 13, 24} {
			frame := ask(r, func(d *demo) string {
				d.app.size = Size{w, h}
				return d.app.draw()
			})
			lines := strings.Split(frame, "\n")
			if len(lines) != h {
				t.Fatalf("%d lines in %d", len(lines), h)
			}
			for _, l := range lines {
				if ansi.StringWidthWc(l) > w {
					t.Errorf("at %dx%d %d cells: %s", w, h, ansi.StringWidthWc(l), l)
				}
			}
		}
	}
}

func hex(s string) color.RGBA {
	c := color.RGBA{A: 255}
	if _, err := fmt.Sscanf(s, "#%02x%02x%02x", &c.R, &c.G, &c.B); err != nil {
		panic(err)
	}
	return c
}

// contrast is WCAG's contrast ratio.
func contrast(a, b color.RGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(c color.RGBA) float64 {
	channel := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.03928 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(c.R) + 0.7152*channel(c.G) + 0.0722*channel(c.B)
}
