package roster

import (
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"gatehouse/domain"
)

// people writes a roster down as a person would check it.
func people(r domain.Roster) string {
	var b strings.Builder
	for _, p := range r.People {
		fmt.Fprintf(&b, "%d %s|%s|%s|%s|%s", p.Line, p.Email, p.Name, p.Role, p.EmployeeNumber, p.Unit)
		if p.Suspended {
			b.WriteString("|suspended")
		}
		b.WriteByte('\n')
	}
	for _, x := range r.Bad {
		fmt.Fprintf(&b, "%d! %s\n", x.Line, x.Reason)
	}
	return b.String()
}

func mustRead(t *testing.T, text string, o Options) domain.Roster {
	t.Helper()
	r, err := Read(strings.NewReader(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func file(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// same compares with what is wanted, line by line, indentation aside.
func same(t *testing.T, got, want string) {
	t.Helper()
	var lines []string
	for line := range strings.Lines(want) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	if want = strings.Join(lines, "\n"); strings.TrimSpace(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// refused checks the kind, code and words of the error of a whole file.
func refused(t *testing.T, err error, kind domain.Kind, code string, words ...string) {
	t.Helper()
	var e *domain.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want an error of kind %s", err, kind)
	}
	if e.Kind != kind || e.Code != code {
		t.Errorf("got %s %s, want %s %s", e.Kind, e.Code, kind, code)
	}
	for _, w := range words {
		if !strings.Contains(e.Message, w) {
			t.Errorf("%q doesn't say %q", e.Message, w)
		}
	}
	harmless(t, e.Message)
}

func harmless(t *testing.T, sentence string) {
	t.Helper()
	if strings.IndexFunc(sentence, unicode.IsControl) >= 0 {
		t.Errorf("a control character in %q", sentence)
	}
}

func TestGoogleExport(t *testing.T) {
	same(t, people(mustRead(t, file(t, "google.csv"), Options{})), `
		2 ada@example.com|Ada Okafor||1001|
		4 bo@example.com|Bo Lind|||Design|suspended
		5 cy@example.com|Cy||1003|Sales|suspended`)
}

func TestSlackExport(t *testing.T) {
	same(t, people(mustRead(t, file(t, "slack.csv"), Options{})), `
		2 ada@example.com|Ada Okafor|admin||
		3 bo@example.com|Bo "the bow" Lind|admin||
		4 cy@example.com|Cy|admin||
		5 di@example.com|di|||
		6 ed@example.com|Ed Moss|||
		7 fay@example.com|Fay Hill||||suspended
		8! deploybot is a bot; make it a service user instead`)
}

func TestAFormatThatWasAskedForIsNotGuessed(t *testing.T) {
	// Slack's file under the plain layout: its status isn't a role, its fullname no name.
	r := mustRead(t, "email,username,status,userid,fullname\nada@example.com,ada,Admin,U1,Ada\n", Options{Format: "csv"})
	same(t, people(r), `2 ada@example.com||||`)
	_, err := Read(strings.NewReader("email,name\nada@example.com,Ada\n"), Options{Format: "google"})
	refused(t, err, domain.Invalid, "bad_file", "email address", "email, name")
	_, err = Read(strings.NewReader("email\n"), Options{Format: "xls\x1b[2J"})
	refused(t, err, domain.Invalid, "bad_format", "peribolos")
}

func TestLimits(t *testing.T) {
	small := usual
	small.records = 3
	_, err := read(strings.NewReader("email\na@b.example\nbad\n\nc@b.example\n"), Options{}, small)
	if err != nil {
		t.Errorf("three records of three: %v", err)
	}
	_, err = read(strings.NewReader("email\na@b.example\nbad\nc@b.example\nd@b.example\n"), Options{}, small)
	refused(t, err, domain.Limit, "too_large", "3 records")
	_, err = read(strings.NewReader(file(t, "peribolos.yaml")), Options{EmailDomain: "example.com"}, small)
	refused(t, err, domain.Limit, "too_large", "3 records")

	_, err = Read(io.MultiReader(strings.NewReader("email\n"), &endless{line: []byte("x")}), Options{})
	refused(t, err, domain.Limit, "too_large", "256 MiB")
	_, err = Read(&endless{line: []byte("# orgs\n")}, Options{Format: "peribolos"})
	refused(t, err, domain.Limit, "too_large", "1 MiB")
}

// endless repeats itself.
type endless struct{ line []byte }

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.line)
	for n < len(p) {
		n += copy(p[n:], p[:n])
	}
	return n, nil
}

func TestAFileThatBreaksOff(t *testing.T) {
	lost := errors.New("the line\x07 was cut")
	for _, text := range []string{"", "email\na@b.example\n", "orgs:\n", "email\n" + strings.Repeat("\n", 200<<10)} {
		_, err := Read(&cutOff{strings.NewReader(text), lost}, Options{EmailDomain: "b.example"})
		refused(t, err, domain.Invalid, "bad_file", "can't be read to its end")
		if !errors.Is(err, lost) {
			t.Errorf("%v doesn't wrap its cause", err)
		}
	}
}

type cutOff struct {
	text *strings.Reader
	err  error
}

func (c *cutOff) Read(p []byte) (int, error) {
	if c.text.Len() == 0 {
		return 0, c.err
	}
	return c.text.Read(p)
}

func TestReasonsAreCleanAndShort(t *testing.T) {
	var l list
	l.reject(1, "%s isn't there", "\x1b[2J\u202e"+strings.Repeat("x", 1000))
	reason := l.roster.Bad[0].Reason
	if harmless(t, reason); strings.Contains(reason, "\u202e") || len(reason) > 400 {
		t.Errorf("got %q", reason)
	}
}

func TestRosterOfNothing(t *testing.T) {
	for _, text := range []string{"email,name\n", "email", "orgs: {heron: {}}\n"} {
		if r := mustRead(t, text, Options{EmailDomain: "b.example"}); !reflect.DeepEqual(r, domain.Roster{}) {
			t.Errorf("%q: got %+v", text, r)
		}
	}
}
