package roster

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"gatehouse/domain"
)

func TestReadTime(t *testing.T) {
	text := "\ufeffMember;Duration;minutes;Date;ignored;PROJECT\r\n" +
		"eva@acme.test;1:30;;2026-03-02;x;\"At;las\"\r\n" +
		"eva@acme.test;1.5h;90;2026-03-02;;Atlas\r\n" +
		"eva@acme.test;1.5h;91;2026-03-02;;Atlas\r\n" +
		"eva@acme.test;;;2026-03-02;;Atlas\r\n" +
		";1h;;2026-03-02;;Atlas\r\n" +
		"eva@acme.test;1h;;2026-03-32;;Atlas\r\n" +
		"eva@acme.test;1h;;2026-03-02;;\r\n" +
		"eva@acme.test;;1h;2026-03-02;;Atlas\r\n" +
		"'=eva;;1440;2026-03-02;;Atlas\r\n"
	rows, bad, err := ReadTime(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []domain.TimeRow{
		{Line: 2, Project: "At;las", Member: "eva@acme.test", Date: "2026-03-02", Minutes: 90},
		{Line: 3, Project: "Atlas", Member: "eva@acme.test", Date: "2026-03-02", Minutes: 90},
		{Line: 10, Project: "Atlas", Member: "=eva", Date: "2026-03-02", Minutes: 1440},
	}
	if !reflect.DeepEqual(rows, want) {
		t.Errorf("%+v\nwant\n%+v", rows, want)
	}
	for i, says := range []string{"minutes say 1:31 h and the duration says 1:30 h", "there is no duration", "there is no member", "no day that exists", "there is no project", "“1h” is no number of minutes"} {
		if i >= len(bad) || bad[i].Line != i+4 || !strings.Contains(bad[i].Reason, says) {
			t.Fatalf("line %d should say %q: %+v", i+4, says, bad)
		}
	}
}

func TestFilesThatAreNoTime(t *testing.T) {
	for text, says := range map[string]string{
		"":                                  "empty; expected the columns project, member, date, and minutes or duration",
		"\x00\x01project":                   "isn't text; expected the columns project,",
		"email,name\nx@y.test,X\n":          "no column project; expected the columns project, member, date, and minutes or duration",
		"project,date,minutes\n":            "no column member;",
		"project,member,date\nA,b,2026-1-1": "neither minutes nor duration",
		"project,project,member,date\n":     "names project twice",
	} {
		_, _, err := ReadTime(strings.NewReader(text))
		if domain.KindOf(err) != domain.Invalid || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzReadTime(f *testing.F) {
	for _, text := range []string{
		"project,member,date,minutes\nAtlas,eva@acme.test,2026-03-02,90\n,,,\n\"Atlas\",x",
		"duration;date;member;project\r\n1:30;2026-03-02;e;A\r\n1.5h;2026-02-30;e;A",
		"project,member,date,minutes,duration\nA,b,2026-03-02,90,1h\x1b[2J",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		rows, bad, err := ReadTime(bytes.NewReader(text))
		if err != nil {
			harmless(t, err.Error())
			if kind := domain.KindOf(err); kind != domain.Invalid && kind != domain.Limit {
				t.Errorf("kind %q", kind)
			}
			return
		}
		last := 0
		for _, r := range rows {
			if r.Line <= last || r.Project == "" || r.Member == "" || r.Minutes < 1 || r.Minutes > 1440 {
				t.Errorf("%+v after line %d", r, last)
			}
			if d, err := domain.ParseDate(string(r.Date)); err != nil || d != r.Date {
				t.Errorf("line %d is of %q", r.Line, r.Date)
			}
			last = r.Line
		}
		for _, b := range bad {
			harmless(t, b.Reason)
		}
	})
}
