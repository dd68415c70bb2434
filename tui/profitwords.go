package tui

import (
	"fmt"
	"strconv"
	"strings"

	"gatehouse/domain"
)

// hours writes minutes as 12 h 30 m.
func hours(minutes int) string { return fmt.Sprintf("%s h %02d m", number(minutes/60), minutes%60) }

// amount writes minor units of a currency with the thousands apart.
func amount(minor int64, currency string) string {
	text := domain.Money{Amount: minor, Currency: currency}.Decimal()
	bare := strings.TrimPrefix(text, "-")
	whole, fraction, decimal := strings.Cut(bare, ".")
	sign := text[:len(text)-len(bare)]
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if decimal {
		whole += "." + fraction
	}
	return sign + whole
}

// percent writes tenths of a percent; a dash where nothing was earned.
func percent(tenths *int) string {
	if tenths == nil {
		return "–"
	}
	text := strconv.Itoa(max(*tenths, -*tenths))
	if len(text) < 2 {
		text = "0" + text
	}
	sign := ""
	if *tenths < 0 {
		sign = "-"
	}
	return sign + text[:len(text)-1] + "." + text[len(text)-1:]
}
