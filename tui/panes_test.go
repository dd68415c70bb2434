package tui

import "testing"

func TestAPageScrolls(t *testing.T) {
	r := run(t, crowd(10), 80, 24)
	r.Press("w")
	r.WaitFor("line 21")
	r.Press("G")
	r.WaitFor("line 200")
	r.Press("k")
	r.WaitGone("line 200")
	r.Press("g")
	r.WaitFor("line 1\n")
	r.Wheel(5, 5, true)
	r.WaitGone("line 3\n")
}

func TestTwoPanes(t *testing.T) {
	r := run(t, crowd(300), 120, 24, func(c *Config) { c.Home = func(a *App) Screen { return newTwins(a, crowd(300)) } })
	r.WaitFor("▌  Adaeze Okafor")
	r.WaitFor("│  Adaeze Okafor")
	r.Press("j", "tab", "G")
	r.WaitFor("300 of 300")
	r.WaitFor("│  Grace Hopper ")
	r.WaitFor("▌  payroll-export 299")
	r.Click(10, 4) // header, titles, Adaeze, Grace, Hana
	r.WaitFor("3 of 300")
	r.WaitFor("▌  Hana Kim ")
	r.Wheel(100, 10, false)
	r.WaitFor("297 of 300")
	r.Resize(70, 24)
	r.WaitGone("Hana Kim  ")
	r.WaitFor("▌  Zoë 👩 Emoji 2…")
}

func TestAListThatCantBeReadSaysSo(t *testing.T) {
	p := crowd(10)
	p.err = errBusy
	r := running{people: p, changed: make(chan struct{}, 1)}
	r.Terminal = start(t, config(p, r.changed), 80, 24)
	r.WaitFor("database is busy; try again")
	r.Press("j")
	r.WaitFor("database is busy; try again")
	p.mu.Lock()
	p.err = nil
	p.mu.Unlock()
	r.changed <- struct{}{}
	r.WaitFor("1 of 10")
}
