package domain

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/currency"

	"gatehouse/domain/rights"
)

// Money is an amount in whole minor units of a currency: cents, yen, fils.
type Money struct {
	Amount   int64
	Currency string // ISO 4217
}

// mostMoney is the largest amount that can be written down, in major units.
const mostMoney = 1_000_000

// ParseMoney reads an amount such as 80.00 in a currency. It is never negative
// and at most a million, and has no more decimals than the currency. Its error
// is Invalid (bad_amount, unknown_currency).
func ParseMoney(amount, code string) (Money, error) {
	m := Money{}
	var err error
	if m.Currency, err = parseCurrency(code); err != nil {
		return m, err
	}
	bad := func(format string, args ...any) (Money, error) {
		return Money{}, Errorf(Invalid, "bad_amount", format, args...)
	}
	amount = strings.TrimSpace(amount)
	whole, fraction, decimal := strings.Cut(amount, ".")
	places := decimals(m.Currency)
	switch {
	case strings.HasPrefix(amount, "-"):
		return bad("an amount can't be negative, and “%s” is", CleanMax(amount, 40))
	case !allDigits(whole) || decimal && !allDigits(fraction):
		return bad("“%s” is no amount: write it as 80 or 80.00, without signs and separators", CleanMax(amount, 40))
	case len(fraction) > places:
		return bad("%s has %s, and “%s” has more", m.Currency, count(places, "decimal", "decimals"), CleanMax(amount, 40))
	}
	whole = strings.TrimLeft(whole, "0")
	if len(whole) > len(strconv.Itoa(mostMoney)) {
		whole = strconv.Itoa(mostMoney + 1)
	}
	minor := whole + fraction + strings.Repeat("0", places-len(fraction))
	if minor != "" {
		if m.Amount, err = strconv.ParseInt(minor, 10, 64); err != nil {
			return bad("“%s” is no amount", CleanMax(amount, 40))
		}
	}
	if m.Amount > mostMoney*scale(places) {
		return bad("“%s” is more than a million", CleanMax(amount, 40))
	}
	return m, nil
}

func allDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// scale is how many minor units one major unit has.
func scale(places int) int64 {
	n := int64(1)
	for range places {
		n *= 10
	}
	return n
}

// parseCurrency reads the code of a currency that is legal tender somewhere.
func parseCurrency(code string) (string, error) {
	word := strings.ToUpper(strings.TrimSpace(code))
	if word == "" {
		return "", Errorf(Invalid, "unknown_currency", "an amount needs its currency, such as EUR")
	}
	var all []string
	for i := currency.Query(); i.Next(); {
		known := i.Unit().String()
		if known == word {
			return known, nil
		}
		all = append(all, known)
	}
	slices.Sort(all)
	all = slices.Compact(all) // one currency is many countries'
	if len(rights.Nearest(word, all)) == 0 {
		return "", Errorf(Invalid, "unknown_currency", "there is no currency %s; write its code of ISO 4217, such as EUR", CleanMax(said(word), 40))
	}
	return "", unknown("currency", word, all)
}

// decimals is how many decimals the amounts of a currency are written with, by
// CLDR: 2 for EUR, none for JPY, 3 for KWD.
func decimals(code string) int {
	unit, err := currency.ParseISO(code)
	if err != nil {
		return 2
	}
	places, _ := currency.Standard.Rounding(unit)
	return places
}

// String is the amount with its currency: 80.00 EUR.
func (m Money) String() string { return m.Decimal() + " " + m.Currency }

// Decimal is the amount alone, with all its decimals: 80.00.
func (m Money) Decimal() string {
	text, sign := strconv.FormatInt(m.Amount, 10), ""
	if m.Amount < 0 {
		text, sign = text[1:], "-"
	}
	places := decimals(m.Currency)
	if short := places + 1 - len(text); short > 0 {
		text = strings.Repeat("0", short) + text
	}
	if places == 0 {
		return sign + text
	}
	point := len(text) - places
	return sign + text[:point] + "." + text[point:]
}
