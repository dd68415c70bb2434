package domain

import (
	"strings"
	"testing"
	"time"
)

// noon is a moment in a zone ahead of UTC: 10:00 there.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.FixedZone("", 2*60*60))

func TestParseTime(t *testing.T) {
	for in, want := range map[string]string{
		"90d":                       "2027-02-20T10:00:00Z",
		"8h":                        "2026-11-22T18:00:00Z",
		"30m":                       "2026-11-22T10:30:00Z",
		"10s":                       "2026-11-22T10:00:10Z",
		"1d12h":                     "2026-11-23T22:00:00Z",
		" 0s\n":                     "2026-11-22T10:00:00Z",
		"2026-11-22":                "2026-11-22T23:59:59Z",
		"2028-02-29":                "2028-02-29T23:59:59Z",
		"2020-01-01":                "2020-01-01T23:59:59Z",
		"2026-12-01T18:00:00Z":      "2026-12-01T18:00:00Z",
		"2026-12-01T18:00:00+02:00": "2026-12-01T16:00:00Z",
	} {
		got, err := ParseTime(in, noon)
		if err != nil || got.Format(time.RFC3339Nano) != want {
			t.Errorf("ParseTime(%q) = %v, %v; want %s", in, got, err, want)
		}
	}
	for in, why := range map[string]string{
		"":                               "is needed",
		"-8h":                            "can't be negative",
		"8":                              "write a span",
		"h":                              "write a span",
		"1h1d":                           "write a span",
		"1d1d":                           "write a span",
		"1.5h":                           "write a span",
		"1d 12h":                         "write a span",
		"8w":                             "write a span",
		"8H":                             "write a span",
		"+8h":                            "write a span",
		"٨h":                             "write a span",
		"tomorrow":                       "write a span",
		"never":                          "write a span",
		"a\x1b[31m":                      "write a span",
		"2027-02-29":                     "exists",
		"2027-13-01":                     "exists",
		"2027-01-31 18:00":               "exists",
		"2027-01-31T25:00:00Z":           "exists",
		"2127-01-01":                     "hundred years",
		"1900-01-01":                     "hundred years",
		"9999-12-31T00:00:00Z":           "hundred years",
		"36501d":                         "hundred years",
		"36500d24h":                      "hundred years",
		"99999999999999999999s":          "hundred years",
		strings.Repeat("9", 1<<20) + "d": "hundred years",
	} {
		_, err := ParseTime(in, noon)
		refused(t, in, err, "bad_time", why)
	}
}

func TestParseFuture(t *testing.T) {
	for _, in := range []string{"1s", "2026-11-22", "2026-11-22T12:00:01+02:00"} {
		if got, err := ParseFuture(in, noon); err != nil || !got.After(noon) {
			t.Errorf("ParseFuture(%q) = %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"0s", "2026-11-21", "2026-11-22T10:00:00Z", "1999-01-01"} {
		_, err := ParseFuture(in, noon)
		refused(t, in, err, "bad_time", "is not in the future")
	}
	_, err := ParseFuture("soon", noon)
	refused(t, "soon", err, "bad_time", "write a span")
}

func TestParseSince(t *testing.T) {
	for in, want := range map[string]string{
		"8h":                   "2026-11-22T02:00:00Z",
		"2026-11-20":           "2026-11-20T00:00:00Z",
		"2026-11-20T18:00:00Z": "2026-11-20T18:00:00Z",
	} {
		if got, err := ParseSince(in, noon); err != nil || got.Format(time.RFC3339Nano) != want {
			t.Errorf("ParseSince(%q) = %v, %v; want %s", in, got, err, want)
		}
	}
}

func TestAgo(t *testing.T) {
	for ago, want := range map[time.Duration]string{
		-time.Hour:                   "now",
		0:                            "now",
		time.Minute - 1:              "now",
		time.Minute:                  "1 min",
		time.Hour - 1:                "59 min",
		2*time.Hour + 59*time.Minute: "2 h",
		day - 1:                      "23 h",
		3 * day:                      "3 d",
		10*day - 1:                   "9 d",
		10 * day:                     "12 Nov",
		52 * day:                     "1 Oct",
		10*day + 12*time.Hour:        "12 Nov", // 0:00 in the zone of now, still the 11th in UTC
		10*day + 12*time.Hour + 1:    "11 Nov",
		(365 + 365 + 264) * day:      "3 Mar 2024",
	} {
		if got := Ago(noon.Add(-ago).UTC(), noon); got != want {
			t.Errorf("%v ago: %q, want %q", ago, got, want)
		}
	}
}

func TestLeft(t *testing.T) {
	for left, want := range map[time.Duration][2]string{
		-time.Hour:                          {"over", "over"},
		0:                                   {"over", "over"},
		1:                                   {"1 s", "1s"},
		30 * time.Second:                    {"30 s", "30s"},
		59*time.Second + 1:                  {"1 min", "1m"},
		time.Minute:                         {"1 min", "1m"},
		20*time.Minute + 59*time.Second:     {"21 min", "21m"},
		59*time.Minute + 1:                  {"1 h", "1h"},
		time.Hour:                           {"1 h", "1h"},
		6*time.Hour + 5*time.Minute:         {"6 h 5 min", "7h"},
		10*time.Hour - 1:                    {"10 h", "10h"},
		10*time.Hour + 1:                    {"11 h", "11h"},
		11*time.Hour + 59*time.Minute:       {"12 h", "12h"},
		23*time.Hour + 1:                    {"1 d", "1d"},
		day:                                 {"1 d", "1d"},
		6*day + 4*time.Hour + 9*time.Minute: {"6 d 5 h", "7d"},
		7*day - 1:                           {"7 d", "7d"},
		7 * day:                             {"7 d", "7d"},
		10*day - 1:                          {"10 d", "10d"},
		90*day - time.Second:                {"90 d", "90d"},
		400*day - time.Hour:                 {"400 d", "400d"},
	} {
		if got := [2]string{Left(noon.Add(left), noon), LeftBrief(noon.Add(left).UTC(), noon)}; got != want {
			t.Errorf("%v left: %q, want %q", left, got, want)
		}
	}
}

func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"90d", "1d12h30m10s", "2027-01-31", "2027-01-31T18:00:00.5-07:00", "-1d", "9999999999999d", "2027-02-30"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseTime(s, noon)
		if err != nil {
			refused(t, s, err, "bad_time", "")
		} else if d := got.Sub(noon); d > maxSpan || d < -maxSpan || got.Location() != time.UTC {
			t.Errorf("ParseTime(%q) = %v", s, got)
		}
	})
}
