package domain

import (
	"fmt"
	"strings"
	"time"
)

const (
	day = 24 * time.Hour
	// maxSpan is as far as a time may lie from now, either way: a hundred years.
	maxSpan = 100 * 365 * day
)

// ParseTime reads a TIME of the command line: RFC 3339, YYYY-MM-DD (the last
// second of that day, UTC, so that it still shows as that day) or a span from
// now. The answer is in UTC.
func ParseTime(s string, now time.Time) (time.Time, error) {
	return parseTime(s, now, 1, day-time.Second)
}

// ParseFuture is ParseTime for what must lie ahead of now.
func ParseFuture(s string, now time.Time) (time.Time, error) {
	t, err := ParseTime(s, now)
	if err == nil && !t.After(now) {
		return time.Time{}, Errorf(Invalid, "bad_time", "“%s” is not in the future", CleanMax(strings.TrimSpace(s), 40))
	}
	return t, err
}

// ParseSince is ParseTime for looking back: a span counts back from now, and a
// day is its first second.
func ParseSince(s string, now time.Time) (time.Time, error) {
	return parseTime(s, now, -1, 0)
}

func parseTime(s string, now time.Time, direction, ofDay time.Duration) (time.Time, error) {
	s = strings.TrimSpace(s)
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return near(s, t.Add(ofDay), now)
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return near(s, t.UTC(), now)
	}
	if len(s) >= len(time.DateOnly) && strings.Count(s[:len(time.DateOnly)], "-") == 2 && '0' <= s[0] && s[0] <= '9' {
		return time.Time{}, Errorf(Invalid, "bad_time", "“%s” is no day or time that exists: write 2027-01-31 or 2027-01-31T18:00:00Z", CleanMax(s, 40))
	}
	span, err := ParseSpan(s)
	if err != nil {
		return time.Time{}, err
	}
	return now.UTC().Add(direction * span), nil
}

func near(s string, t, now time.Time) (time.Time, error) {
	if t.After(now.Add(maxSpan)) || t.Before(now.Add(-maxSpan)) {
		return time.Time{}, Errorf(Invalid, "bad_time", "“%s” is more than a hundred years from now", CleanMax(s, 40))
	}
	return t, nil
}

var spanUnits = []struct {
	letter byte
	length time.Duration
}{{'d', day}, {'h', time.Hour}, {'m', time.Minute}, {'s', time.Second}}

// ParseSpan reads a span: 90d, 8h, 30m, 10s, or several, larger ones first, as in
// 1d12h. It is never negative, and at most a hundred years.
func ParseSpan(s string) (time.Duration, error) {
	s = strings.TrimSpace(s)
	bad := func(why string) (time.Duration, error) {
		return 0, Errorf(Invalid, "bad_time", "“%s” is not a time: %s", CleanMax(s, 40), why)
	}
	if s == "" {
		return 0, Errorf(Invalid, "bad_time", "a time is needed, such as 8h, 90d or 2027-01-31")
	}
	if s[0] == '-' {
		return bad("a span can't be negative")
	}
	var total time.Duration
	rest := s
	for _, unit := range spanUnits {
		digits := 0
		var n time.Duration
		for digits < len(rest) && '0' <= rest[digits] && rest[digits] <= '9' {
			if n = 10*n + time.Duration(rest[digits]-'0'); n > maxSpan/time.Second {
				return bad("it is more than a hundred years")
			}
			digits++
		}
		if digits == 0 || digits == len(rest) || rest[digits] != unit.letter {
			continue
		}
		if n > (maxSpan-total)/unit.length {
			return bad("it is more than a hundred years")
		}
		total, rest = total+n*unit.length, rest[digits+1:]
	}
	if rest != "" {
		return bad("write a span such as 90d, 8h, 30m, 10s or 1d12h, a day such as 2027-01-31, or a time such as 2027-01-31T18:00:00Z")
	}
	return total, nil
}

// Ago says how long ago t was, short enough for a column: now, 5 min, 2 h, 9 d,
// then the day in the time zone of now, 12 Nov, with its year when that is
// another. What lies ahead (clocks differ) is now.
func Ago(t, now time.Time) string {
	switch d := now.Sub(t); {
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return fmt.Sprintf("%d min", d/time.Minute)
	case d < day:
		return fmt.Sprintf("%d h", d/time.Hour)
	case d < 10*day:
		return fmt.Sprintf("%d d", d/day)
	}
	t = t.In(now.Location())
	if t.Year() == now.Year() {
		return t.Format("2 Jan")
	}
	return t.Format("2 Jan 2006")
}

// Left says how long it is until t, with a second unit while the first has one
// digit: 90 d, 6 d 4 h, 11 h, 6 h 5 min, 20 min, 30 s. It is rounded up to the
// last unit that is shown, so that what is given for 90 days reads 90 d. At t
// and after it is "over".
func Left(t, now time.Time) string {
	d := t.Sub(now)
	if d <= 0 {
		return "over"
	}
	for _, shown := range []struct{ unit, below time.Duration }{{time.Second, time.Minute}, {time.Minute, 10 * time.Hour}, {time.Hour, 10 * day}, {day, 2 * maxSpan}} {
		if up := roundUp(d, shown.unit); up < shown.below {
			d = up
			break
		}
	}
	switch {
	case d >= day:
		return twoUnits(d, day, "d", time.Hour, "h")
	case d >= time.Hour:
		return twoUnits(d, time.Hour, "h", time.Minute, "min")
	case d >= time.Minute:
		return fmt.Sprintf("%d min", d/time.Minute)
	}
	return fmt.Sprintf("%d s", d/time.Second)
}

func roundUp(d, unit time.Duration) time.Duration { return (d + unit - 1) / unit * unit }

func twoUnits(d, large time.Duration, largeName string, small time.Duration, smallName string) string {
	n, m := d/large, d%large/small
	if n >= 10 || m == 0 {
		return fmt.Sprintf("%d %s", n, largeName)
	}
	return fmt.Sprintf("%d %s %d %s", n, largeName, m, smallName)
}

// LeftBrief is Left in one unit without a space, to stand behind a role: 6h.
func LeftBrief(t, now time.Time) string {
	d := t.Sub(now)
	if d <= 0 {
		return "over"
	}
	for i := len(spanUnits) - 1; i > 0; i-- {
		if up := roundUp(d, spanUnits[i].length); up < spanUnits[i-1].length {
			return fmt.Sprintf("%d%c", up/spanUnits[i].length, spanUnits[i].letter)
		}
	}
	return fmt.Sprintf("%dd", roundUp(d, day)/day)
}
