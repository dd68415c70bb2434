package domain_test

import (
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
)

func TestParseDate(t *testing.T) {
	for text, want := range map[string]domain.Date{
		"2026-11-22": "2026-11-22", " 2024-02-29\n": "2024-02-29", "1970-01-01": "1970-01-01", "2199-12-31": "2199-12-31",
		"2026-02-29": "", "2026-2-3": "", "22.11.2026": "", "1969-12-31": "", "2200-01-01": "", "": "", "today": "", "0000-01-01": "",
	} {
		have, err := domain.ParseDate(text)
		if have != want {
			t.Errorf("%q: %q, %v", text, have, err)
		}
		if want == "" {
			wants(t, err, domain.Invalid, "bad_date")
		}
	}
	is(t, "a day in UTC", domain.DateOf(time.Date(2026, 3, 1, 23, 30, 0, 0, time.FixedZone("west", -3600))), "2026-03-02")
}

func TestParseMinutes(t *testing.T) {
	for text, want := range map[string]int{
		"1h30m": 90, "90m": 90, "1:30": 90, "1.5h": 90, "2h": 120, "0h45m": 45, "24h": 1440, "24:00": 1440, "0:01": 1, "1h 30m": 90,
		"0.25h": 15, "1.33h": 80, "0.3333h": 20, "0.005h": 0, "7.50h": 450, "1h90m": 150,
		"": 0, "90": 0, "1.5": 0, "1h30": 0, "1:3": 0, "1:60": 0, ":30": 0, "1:": 0, "-1h": 0, "1.5h30m": 0, "h": 0, "m": 0, "0m": 0, "0:00": 0,
		"24:01": 0, "25h": 0, "1,5h": 0, "1:30:00": 0, "1d": 0, "1.h": 0, ".5h": 0, "99999999999999999999h": 0, "1.99999999h": 0, "½h": 0,
	} {
		have, err := domain.ParseMinutes(text)
		if want == 0 {
			wants(t, err, domain.Invalid, "bad_duration")
		} else if have != want || err != nil {
			t.Errorf("%q: %d, %v", text, have, err)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	f.Add("2026-11-22")
	f.Add("2026-02-30")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := domain.ParseDate(text)
		if err != nil {
			wants(t, err, domain.Invalid, "bad_date")
			return
		}
		if again, err := domain.ParseDate(string(d)); again != d || err != nil || string(d) != strings.TrimSpace(text) {
			t.Errorf("%q is %q, which reads %q, %v", text, d, again, err)
		}
	})
}

func FuzzParseMinutes(f *testing.F) {
	for _, text := range []string{"1h30m", "1:30", "90m", "1.5h", "0.0001h", "h", ":", "-1:30"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := domain.ParseMinutes(text)
		if err != nil {
			wants(t, err, domain.Invalid, "bad_duration")
			return
		}
		if again, err := domain.ParseMinutes(domain.Hours(n)); n < 1 || n > 1440 || again != n || err != nil {
			t.Errorf("%q is %d min, %s, which reads %d, %v", text, n, domain.Hours(n), again, err)
		}
	})
}
