package domain

import (
	"strconv"
	"strings"
	"time"
)

// The days that a Date may be: far enough for anyone's time and rates, and
// near enough to catch a slip of the finger.
const firstDay, lastDay Date = "1970-01-01", "2199-12-31"

// ParseDate reads a day as ISO 8601 writes it, 2026-11-22. Its error is Invalid
// (bad_date).
func ParseDate(text string) (Date, error) {
	text = strings.TrimSpace(text)
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return "", Errorf(Invalid, "bad_date", "“%s” is no day that exists: write year, month and day, as in 2026-01-31", CleanMax(text, 40))
	}
	d := Date(t.Format(time.DateOnly))
	if d < firstDay || d > lastDay {
		return "", Errorf(Invalid, "bad_date", "%s lies outside %s to %s", d, firstDay, lastDay)
	}
	return d, nil
}

// DateOf is the day of a time, in UTC.
func DateOf(t time.Time) Date { return Date(t.UTC().Format(time.DateOnly)) }

// dayMinutes is how many minutes a day has.
const dayMinutes = 24 * 60

// ParseMinutes reads how long something took: 1h30m, 90m, 1:30 or 1.5h. It is
// from one minute to a day; a decimal fraction of an hour is rounded to the
// minute. Its error is Invalid (bad_duration).
func ParseMinutes(text string) (int, error) {
	bare := strings.ReplaceAll(text, " ", "")
	minutes, ok := clockMinutes(bare)
	if !ok {
		minutes, ok = hourMinutes(bare)
	}
	if !ok {
		return 0, Errorf(Invalid, "bad_duration", "“%s” is no duration: write 1h30m, 90m, 1:30 or 1.5h", CleanMax(text, 40))
	}
	return minutes, checkMinutes(minutes)
}

// checkMinutes refuses what is no time at all, and more than a day has.
func checkMinutes(minutes int) error {
	switch {
	case minutes < 1:
		return Errorf(Invalid, "bad_duration", "a time entry takes at least one minute")
	case minutes > dayMinutes:
		return Errorf(Invalid, "bad_duration", "a time entry is of one day, so it takes at most 24 hours")
	}
	return nil
}

// clockMinutes reads 1:30.
func clockMinutes(text string) (int, bool) {
	hours, minutes, ok := strings.Cut(text, ":")
	h, okHours := digits(hours)
	m, okMinutes := digits(minutes)
	return 60*h + m, ok && okHours && okMinutes && len(minutes) == 2 && m < 60
}

// hourMinutes reads 1h30m, 2h, 90m and 1.5h.
func hourMinutes(text string) (int, bool) {
	hours, minutes, has := strings.Cut(text, "h")
	if !has {
		hours, minutes = "0", text
	}
	m := 0
	if minutes != "" {
		number, ends := strings.CutSuffix(minutes, "m")
		n, ok := digits(number)
		if !ends || !ok {
			return 0, false
		}
		m = n
	}
	whole, fraction, decimal := strings.Cut(hours, ".")
	h, ok := digits(whole)
	if !decimal || !ok {
		return 60*h + m, ok && (has || minutes != "")
	}
	f, ok := digits(fraction)
	scale := 1
	for range fraction {
		scale *= 10
	}
	return 60*h + (60*f+scale/2)/scale, ok && minutes == ""
}

// digits reads a whole number of few digits.
func digits(text string) (int, bool) {
	if len(text) > 6 || !allDigits(text) {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// Hours writes minutes as hours and minutes, 1:30, which ParseMinutes reads.
func Hours(minutes int) string {
	text := strconv.Itoa(100 + minutes%60)[1:]
	return strconv.Itoa(minutes/60) + ":" + text
}
