package roster

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"gatehouse/domain"
)

// sound holds for whatever was read: it doesn't depend on how the bytes come
// in, lines are lines of the file, each address is there once, and no sentence
// carries what a terminal would obey.
func sound(t *testing.T, text []byte, o Options) {
	small := usual
	small.record, small.records, small.yaml = 256, 200, 4<<10
	for _, lim := range []limits{usual, small} {
		r, err := read(bytes.NewReader(text), o, lim)
		slow, slowErr := read(iotest.OneByteReader(bytes.NewReader(text)), o, lim)
		if !reflect.DeepEqual(r, slow) || (err == nil) != (slowErr == nil) {
			t.Fatalf("byte by byte it is another file:\n%+v %v\n%+v %v", r, err, slow, slowErr)
		}
		if err != nil {
			harmless(t, err.Error())
			if kind := domain.KindOf(err); kind != domain.Invalid && kind != domain.Limit {
				t.Fatalf("kind %q", kind)
			}
			continue
		}
		lines := 1 + bytes.Count(text, []byte("\n")) + bytes.Count(text, []byte("\r"))
		if o.Format == "peribolos" {
			lines += bytes.Count(text, []byte("\u0085")) + bytes.Count(text, []byte("\u2028")) + bytes.Count(text, []byte("\u2029"))
		}
		seen := map[string]bool{}
		for _, p := range r.People {
			if p.Line < 1 || p.Line > lines {
				t.Errorf("line %d of %d", p.Line, lines)
			}
			if address, err := domain.ParseEmail(p.Email); err != nil || address != p.Email || seen[address] {
				t.Errorf("%q isn't an address, or is there twice", p.Email)
			}
			seen[p.Email] = true
		}
		for _, bad := range r.Bad {
			if bad.Line < 1 || bad.Line > lines || bad.Reason == "" {
				t.Errorf("line %d of %d: %q", bad.Line, lines, bad.Reason)
			}
			harmless(t, bad.Reason)
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, name := range []string{"google.csv", "slack.csv"} {
		text, _, _ := strings.Cut(file(f, name), "\nBo")
		f.Add([]byte(text))
	}
	for _, text := range []string{
		"email,name\r\nada@example.com,\"A\r\n\"\"B\"\"\"\r\n",
		"email\rada@example.com\r\"bo@example.com\"\r",
		"email;name\n\"ada@example.com;\n;;\n\x00\xff;",
		"\xef\xbb\xbfemail\t\n\"\"\"\n\"a\"b\n\r\n",
		"email,x\na@b.example," + strings.Repeat("x", 300) + "\nc@b.example,\"" + strings.Repeat("\n", 300),
		"e\x00m\x00", "\x1b[2J,email\n\x1b[2J,\x1b@b\n", ",,,,\n", "\"", "email\n\"\"",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, format := range []string{"auto", "csv", "google", "slack"} {
			sound(t, text, Options{Format: format, EmailDomain: "b.example"})
		}
	})
}

func FuzzPeribolos(f *testing.F) {
	f.Add([]byte(file(f, "peribolos.yaml")))
	for _, text := range []string{
		"orgs: {a: {admins: [b, B, 'c\x07'], teams: {x: {teams: {y: {members: [b]}, X: }}}}}",
		"orgs: &o {a: {members: [*o], repos: {<<: *o, r: {archived: 5}}}}",
		"orgs:\n  ? [a]\n  : {members: !!binary aGk=}\n", "%YAML 1.1\n---\norgs:\n  a: |\n    x\n", "orgs: {a: {members: {}}}\n--- x",
		"---\n", "...", "\xef\xbb\xbf# x\norgs: {\"a\\u0085\": []}",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		sound(t, text, Options{Format: "peribolos", EmailDomain: "b.example"})
	})
}
