package roster

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"gatehouse/domain"
)

func TestTables(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"any order, any case, spaces", " Name , EMAIL,unit,Employee Number,ROLE\nAda,Ada@Example.com,Design,7,admin\n",
			`2 ada@example.com|Ada|admin|7|Design`},
		{"only the address", "email\nada@example.com", `2 ada@example.com||||`},
		{"a byte order mark", "\xef\xbb\xbfemail,name\nada@example.com,Ada\n", `2 ada@example.com|Ada|||`},
		{"CRLF", "email,name\r\nada@example.com,Ada\r\nbo@example.com,Bo\r\n", "2 ada@example.com|Ada|||\n3 bo@example.com|Bo|||"},
		{"CR alone", "email,name\rada@example.com,\"A\rB\"\rbo@example.com,Bo", "2 ada@example.com|A B|||\n4 bo@example.com|Bo|||"},
		{"semicolons", "email;name\nada@example.com;\"O;kafor, Ada\"\n", `2 ada@example.com|O;kafor, Ada|||`},
		{"tabs", "name\temail\nAda\tada@example.com\n", `2 ada@example.com|Ada|||`},
		{"columns of no use", "id,email,,shoe size,name\n1,ada@example.com,x,38,Ada\n", `2 ada@example.com|Ada|||`},
		{"lines within quotes", "email,name\n\n\"ada@example.com\",\"Ada\n\"\"A\"\"\nOkafor\"\nbo@example.com,Bo\n",
			"3 ada@example.com|Ada \"A\" Okafor|||\n6 bo@example.com|Bo|||"},
		{"empty lines and rows", "\n\nemail,name\n\n,\nada@example.com,Ada\n\n", `6 ada@example.com|Ada|||`},
		{"fewer fields", "email,name,role\nada@example.com\n", `2 ada@example.com||||`},
		{"more fields", "email,name\nada@example.com,Okafor, Ada\nbo@example.com,Bo,,\n",
			"3 bo@example.com|Bo|||\n2! there are 3 fields for 2 columns; one with a comma in it needs quotes"},
		{"no address", "email,name\n,Ada\n", `2! there is no e-mail address`},
		{"twice", "email\nada@example.com\nbo@example.com\n ADA@example.com\n",
			"2 ada@example.com||||\n3 bo@example.com||||\n4! ada@example.com is on line 2 already"},
		{"the header again", "email,name\nada@example.com,Ada\nEmail,Name\nbo@example.com,Bo\n",
			"2 ada@example.com|Ada|||\n4 bo@example.com|Bo|||\n3! this is a header again"},
		{"status of an export", "email,status\nada@example.com,active\nbo@example.com,suspended\n",
			"2 ada@example.com||||\n3 bo@example.com|||||suspended"},
		{"a quote inside", "email,name\nada@example.com,Ada \"A\nbo@example.com,\"Bo\"x\ncy@example.com,Cy\n",
			"4 cy@example.com|Cy|||\n2! " + whyNot[cutBad] + "\n3! " + whyNot[cutBad]},
		{"a quote never closed", "email,name\nada@example.com,Ada\nbo@example.com,\"Bo\ncy@example.com,Cy\ndi@example.com,Di\n",
			"2 ada@example.com|Ada|||\n4 cy@example.com|Cy|||\n5 di@example.com|Di|||\n3! " + whyNot[cutOpen]},
		{"values that repeat", "email,name,unit\nada@example.com,Ada,Design\nbo@example.com,,Design\ncy@example.com,Ada,Sales\n\x00,Ada,Design\n\x00,\x00,\n",
			`2 ada@example.com|Ada|||Design
			3 bo@example.com||||Design
			4 cy@example.com|Ada|||Sales
			5! email has a control character in it
			6! name has a control character in it`},
		{"not UTF-8", "email,name\nada@example.com,Zo\xeb\nbo@example.com,Bo\n",
			"3 bo@example.com|Bo|||\n2! name isn't UTF-8; save the file as UTF-8"},
		{"control characters", "email,name,x\nada@example.com,A\x00da,\nbo@example.com,\x1b]0;Bo,\ncy@example.com,Cy,\x00\n",
			"4 cy@example.com|Cy|||\n2! name has a control character in it\n3! name has a control character in it"},
	} {
		t.Run(c.name, func(t *testing.T) { same(t, people(mustRead(t, c.text, Options{})), c.want) })
	}
}

func TestBadAddressesAreRejectedInTheDomainsWords(t *testing.T) {
	r := mustRead(t, "email\nnobody\nada@example.com\na\x1b[2J@b\n\"a@b\n@c.example\"\n", Options{})
	if len(r.People) != 1 || len(r.Bad) != 3 || r.Bad[0].Line != 2 || r.Bad[1].Line != 4 || r.Bad[2].Line != 5 {
		t.Fatalf("got %+v", r)
	}
	_, err := domain.ParseEmail("nobody")
	if r.Bad[0].Reason != err.Error() {
		t.Errorf("got %q, want %q", r.Bad[0].Reason, err)
	}
	for _, bad := range r.Bad {
		harmless(t, bad.Reason)
	}
}

func TestFilesThatAreNoTable(t *testing.T) {
	wide := strings.Repeat("c,", 2000) + "email\n"
	for _, c := range []struct{ name, text, words string }{
		{"nothing", "", "empty"},
		{"a mark and nothing", "\xef\xbb\xbf", "empty"},
		{"blank lines", " \n\r\n\n", "empty"},
		{"empty rows", ",,\n,,\n", "empty"},
		{"UTF-16", "\xff\xfee\x00m\x00a\x00i\x00l\x00", "UTF-16"},
		{"UTF-16, the other way", "\xfe\xff\x00e\x00m", "UTF-16"},
		{"UTF-16 without a mark", "e\x00m\x00a\x00i\x00l\x00\n\x00", "UTF-16"},
		{"a spreadsheet", "PK\x03\x04\x14\x00\x06\x00", "save the sheet as CSV"},
		{"a program", "\x7fELF\x02\x01\x01\x00\x00", "isn't text"},
		{"no column of addresses", "mail\x1b[31m,Name\nada@example.com,Ada\n", `Its columns: mail\x1b[31m, Name`},
		{"semicolons, no column of addresses", "mail;Name;Role,x\n", "Its columns: mail, Name, Role,x"},
		{"a column twice", "email,name,E-Mail,Email\n", "email twice (email and Email)"},
		{"a header of two thousand", wide, "2001 columns"},
		{"a quote in the header", "email,na\"me\n", "line 1"},
		{"a quote open in the header", "\n\"email,name\nada@example.com,Ada\n", "line 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(c.text), Options{})
			refused(t, err, domain.Invalid, "bad_file", c.words)
		})
	}
}

// What any writer of CSV writes is read back, in each delimiter and line end.
func TestReadsWhatOthersWrite(t *testing.T) {
	names := []string{"Ada", "", `"`, `""`, `a"b`, "a,b;c\td", "Zoë 李", " x", "a\nb", "a\r\nb", `\`, "#", "-"}
	for _, comma := range []rune{',', ';', '\t'} {
		for _, crlf := range []bool{false, true} {
			var text bytes.Buffer
			w := csv.NewWriter(&text)
			w.Comma, w.UseCRLF = comma, crlf
			rows := [][]string{{"name", "email", "x"}}
			for i, n := range names {
				rows = append(rows, []string{n, fmt.Sprintf("p%d@example.com", i), n})
			}
			if err := w.WriteAll(rows); err != nil {
				t.Fatal(err)
			}
			r := mustRead(t, text.String(), Options{})
			if len(r.People) != len(names) || len(r.Bad) > 0 {
				t.Fatalf("%q: got %+v", comma, r)
			}
			for i, n := range names {
				if got := r.People[i].Name; got != strings.TrimSpace(oneLine(n)) {
					t.Errorf("%q: got %q, want %q", comma, got, n)
				}
			}
		}
	}
}

// The window may end anywhere in a record, between the bytes of a pair too.
func TestTheWindowMayEndAnywhere(t *testing.T) {
	records := "\"ada@example.com\",\"A\"\"\r\nB\"\r\nbo@example.com,B\ro\r\n\"cy@example.com\"\r\n"
	narrow := usual
	narrow.record = 48
	for padding := range 2 * narrow.record {
		text := "email,name\r\n" + strings.Repeat("\n", padding) + records
		want := mustRead(t, text, Options{})
		got, err := read(strings.NewReader(text), Options{}, narrow)
		if err != nil || people(got) != people(want) || len(got.People) != 3 {
			t.Fatalf("after %d bytes: got\n%s%v, want\n%s", padding, people(got), err, people(want))
		}
	}
}

// A record of a million columns or of ten megabytes costs a window, not itself.
func TestMemoryIsBounded(t *testing.T) {
	million := strings.Repeat(",", 1_000_000)
	huge := strings.Repeat("x", 10<<20)
	lines := strings.Repeat("x\n", 1<<20)
	before, after := "email,name\nada@example.com,Ada\n", "\nbo@example.com,Bo\n"
	for _, c := range []struct {
		name, text string
		bad, err   string
	}{
		{name: "columns", text: before + "x@example.com" + million + "x" + after, bad: "1000001 fields for 2 columns"},
		{name: "a longer row", text: before + "x@example.com" + million + million + after, bad: "longer than 1024 KiB"},
		{name: "a field", text: before + "x@example.com," + huge + after, bad: "longer than 1024 KiB"},
		{name: "a quoted field", text: before + "x@example.com,\"" + huge + "\"" + after, bad: "longer than 1024 KiB"},
		{name: "a header", text: "email" + million + "\n", err: "columns"},
		{name: "a longer header", text: "email" + million + million + "\n", err: "line 1"},
		{name: "an open quote", text: before + "\"" + lines, bad: "longer than 1024 KiB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var m0, m1 runtime.MemStats
			in := strings.NewReader(c.text)
			lim := usual
			lim.records = 20
			runtime.ReadMemStats(&m0)
			r, err := read(in, Options{}, lim)
			runtime.ReadMemStats(&m1)
			if took := m1.TotalAlloc - m0.TotalAlloc; took > 4<<20 {
				t.Errorf("took %d KiB", took>>10)
			}
			switch {
			case c.err != "":
				refused(t, err, domain.Invalid, "bad_file", c.err)
			case c.name == "an open quote": // the lines behind it are too many
				refused(t, err, domain.Limit, "too_large")
			case err != nil || len(r.People) != 2 || len(r.Bad) != 1 || r.Bad[0].Line != 3 || r.People[1].Line != 4 || !strings.Contains(r.Bad[0].Reason, c.bad):
				t.Errorf("got %+v, %v", r, err)
			}
		})
	}
}

func BenchmarkTable(b *testing.B) {
	var text bytes.Buffer
	text.WriteString("email,name,role,employee_number,unit\n")
	for i := range 100_000 {
		fmt.Fprintf(&text, "person%d@example.com,\"Person, %d\",employee,%d,Design\n", i, i, i)
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(bytes.NewReader(text.Bytes()), Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
