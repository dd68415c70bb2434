package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// still is the demo on an app without a terminal, its first rows loaded.
func still(b *testing.B, n int) (*App, *demo) {
	app := New(b.Context(), config(crowd(n), nil))
	app.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
	d := app.screens[0].(*demo)
	app.Update(d.Start()())
	app.View()
	return app, d
}

// BenchmarkView draws a frame over 100,000 rows, against one over 100: the
// ratio says what the number of rows costs.
func BenchmarkView(b *testing.B) {
	few, _ := still(b, 100)
	many, _ := still(b, 100_000)
	compare(b, func() { few.View() }, func() { many.View() })
}

// BenchmarkKey moves the cursor and draws, with 100,000 rows against 100.
func BenchmarkKey(b *testing.B) {
	few, _ := still(b, 100)
	many, _ := still(b, 100_000)
	press := func(app *App) func() {
		down := true
		return func() {
			key := tea.KeyPressMsg{Code: 'j', Text: "j"}
			if !down {
				key = tea.KeyPressMsg{Code: 'k', Text: "k"}
			}
			down = !down
			app.Update(key)
			app.View()
		}
	}
	compare(b, press(few), press(many))
}

// compare reports how much longer b takes than a.
func compare(bench *testing.B, a, b func()) {
	var base, took float64
	bench.Run("few", func(bench *testing.B) {
		bench.ReportAllocs()
		for bench.Loop() {
			a()
		}
		base = float64(bench.Elapsed()) / float64(bench.N)
	})
	bench.Run("many", func(bench *testing.B) {
		bench.ReportAllocs()
		for bench.Loop() {
			b()
		}
		took = float64(bench.Elapsed()) / float64(bench.N)
		bench.ReportMetric(took/base, "×few")
	})
}
