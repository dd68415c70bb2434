package tui

import (
	"math/bits"
	"strings"

	"gatehouse/domain"
)

// bar shows what was earned as a length: what stays of it solid, what it cost
// in shade, and behind that a loss in a shade of its own. The signs differ, so
// it can be read without colours.
type bar struct{ margin, cost, loss string }

// eighths are the ends of a solid bar.
var eighths = [...]string{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"}

// newBar draws a line n cells long where the most is that long.
func newBar(l domain.ProfitLine, most int64, n int) bar {
	if most <= 0 || n <= 0 {
		return bar{}
	}
	earned, spent := scaled(l.Revenue, most, n), scaled(l.Cost, most, n)
	if l.Margin < 0 {
		loss := max(spent-earned, 1)
		return bar{cost: strings.Repeat("░", earned), loss: strings.Repeat("▒", min(loss, n-earned))}
	}
	parts := scaled(l.Margin, most, 8*n)
	if l.Margin > 0 {
		parts = max(parts, 1)
	}
	solid := strings.Repeat("█", parts/8) + eighths[parts%8]
	return bar{margin: solid, cost: strings.Repeat("░", max(earned-(parts+7)/8, 0))}
}

// scaled is how many of n parts an amount is of the most.
func scaled(amount, most int64, n int) int {
	high, low := bits.Mul64(uint64(max(min(amount, most), 0)), uint64(n))
	parts, _ := bits.Div64(high, low, uint64(most))
	return int(parts)
}

// paint draws the bar in its tones.
func (b bar) paint(t *theme) string {
	return t.tone[good].paint(b.margin) + t.tone[faint].paint(b.cost) + t.tone[bad].paint(b.loss)
}

// legend says what the signs mean, in what room there is.
func legend(n int) string {
	for _, text := range []string{"█ margin  ░ cost  ▒ loss", "█ margin ░ cost", "█ margin"} {
		if width(text) <= n {
			return text
		}
	}
	return ""
}
