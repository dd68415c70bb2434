package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gatehouse/cmd/internal/cli"
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// town is a workspace with a member of every kind, in one open database.
type town struct {
	*testing.T
	opened *Opened
	model  *rights.Model
	who    []string // everyone there is
	about  []string // what a question can be about
}

// furnished are the commands that make a town what it is.
const furnished = `
units add Design
units add Sales
import PEOPLE
members role mia@acme.test MANAGER
units manager Design mia@acme.test
groups add Web
projects add Bridge --group Web --unit Design
projects add Old --group Web
projects member Bridge bo@acme.test
projects manager Bridge pat@acme.test
projects manager Old pat@acme.test
projects archive Old
groups manager Web gil@acme.test
roles create Frontdesk --from ORDINARY --add data.export --add employees.view:s --remove settings.personal
members role fay@acme.test Frontdesk
members role tom@acme.test admin --until 3d
members options mo@acme.test --channel mobile --messages off
members options ann@acme.test --api on --members-list off
members suspend sue@acme.test
members remove rex@acme.test --yes
service-users create robot --role ORDINARY
service-users create probe --role verifier
`

// townOf makes a town; of TimeTonic on a plan that isn't the largest.
func townOf(t *testing.T, model string) *town {
	t.Helper()
	h := newHome(t)
	args := []string{"init", "--name", "Acme", "--slug", "acme", "--owner", "ada@acme.test", "--model", model}
	if model == "timetonic" {
		args = append(args, "--plan", "pro")
	}
	h.run(args...).exits(0)
	o, err := Open(t.Context(), Files{DB: h.path(".local/share/gatehouse/gatehouse.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &town{T: t, opened: o, who: []string{"ada@acme.test", "ann@acme.test", "robot", "probe"}}
	w.model, _ = rights.FindModel(model)
	people, manager := "email,name,role,employee_number,unit\nann@acme.test,Ann Admin,admin,,\n", w.model.Ordinary
	for i, name := range []string{"mia", "bo", "eva", "pat", "gil", "fay", "tom", "mo", "sue", "rex"} {
		people += fmt.Sprintf("%s@acme.test,%s Person,%s,E-%d,%s\n", name, strings.ToUpper(name[:1])+name[1:], w.model.Ordinary, i, []string{"Design", "Sales"}[i%2])
		w.who = append(w.who, name+"@acme.test")
	}
	for _, r := range w.model.Roles[2:] {
		if r.Name == "manager" {
			manager = r.Name
		}
		if !r.ServiceOnly { // one of each role without a record
			people += fmt.Sprintf("%s@acme.test,Some %s,%s,,\n", r.Name, r.Title, r.Name)
			w.who = append(w.who, r.Name+"@acme.test")
		}
	}
	commands := strings.NewReplacer("ORDINARY", w.model.Ordinary, "MANAGER", manager, "PEOPLE", write(t, h.path("people.csv"), people))
	for line := range strings.Lines(commands.Replace(strings.TrimSpace(furnished))) {
		if _, said, code := w.types(strings.Fields(line)...); code != 0 {
			t.Fatalf("%s: exit %d: %s", line, code, said)
		}
	}
	w.about = []string{"", "any", "employee/E-1", "employee/E-2", "unit/Design", "unit/Sales", "group/Web", "project/Bridge", "project/Old", "role/" + w.model.Ordinary, "role/Frontdesk"}
	for _, who := range w.who {
		w.about = append(w.about, "member/"+who)
	}
	return w
}

// types runs a command line through the tree of commands on the open database.
func (w *town) types(args ...string) (out, said string, code int) {
	var stdout, stderr bytes.Buffer
	root := cli.Commands(cli.Surface{
		Open: func(ctx context.Context, f cli.Flags) (*domain.Session, func() error, error) {
			s, err := session(ctx, w.opened, f)
			return s, func() error { return nil }, err
		},
		In: strings.NewReader(""), Out: &stdout, Err: &stderr, Args: args, Local: true, OpenFile: cli.OpenFile,
	})
	code = run(w.Context(), root)
	return stdout.String(), stderr.String(), code
}

func (w *town) as(who string) *domain.Session {
	w.Helper()
	s, err := session(w.Context(), w.opened, cli.Flags{As: who})
	if err != nil {
		w.Fatal(err)
	}
	return s
}

// questions are some hundreds: of everyone, about everything there is, by each
// way in; of each member every other right, in turn.
func (w *town) questions() (all []domain.Question) {
	ways := []string{"", "", "web", "mobile", "console", "api"}
	for i, who := range w.who {
		for j, e := range rights.Catalogue() {
			n := i*53 + j
			if n%2 > 0 {
				continue
			}
			q := domain.Question{Subject: domain.Ref(who), Right: e.Name, On: w.about[n*7%len(w.about)], Channel: ways[n/2%len(ways)]}
			if n%3 == 0 {
				q.On = ""
			}
			if n%8 == 0 {
				q.Giving = w.model.Roles[n/8%len(w.model.Roles)].Name
			}
			all = append(all, q)
		}
	}
	return all
}

// words are a question on the command line.
func words(verb, asker string, q domain.Question) []string {
	args := []string{"rights", verb, string(q.Subject), q.Right, "--json"}
	for _, flag := range [][2]string{{"--on", q.On}, {"--giving", q.Giving}, {"--channel", q.Channel}, {"--as", asker}} {
		if flag[1] != "" {
			args = append(args, flag[0], flag[1])
		}
	}
	return args
}

// Check, the commands and the screens give the same answer, in the same words
// and with the same way out.
func TestAnswersAreTheSameEverywhere(t *testing.T) {
	for _, m := range rights.Models() {
		t.Run(m.Name, func(t *testing.T) {
			w := townOf(t, m.Name)
			yes, no := 0, 0
			ask := func(asker string, q domain.Question) {
				if w.compare(asker, q) {
					yes++
				} else {
					no++
				}
			}
			for n, q := range w.questions() {
				ask("", q)
				if n%9 == 0 {
					ask("ann@acme.test", q)
				}
				if n%9 == 1 || q.Subject == "eva@acme.test" {
					ask("eva@acme.test", q) // who may ask about herself alone
				}
			}
			if yes < 50 || no < 50 {
				t.Errorf("%d yes, %d no: too few to compare", yes, no)
			}
			w.compareScreens()
			if m.Name == "timetonic" { // the plan as a gate
				if _, said, code := w.types("workspace", "plan", "start", "--yes"); code != 0 {
					t.Fatal(said)
				}
				for n, q := range w.questions() {
					if n%3 == 0 {
						w.compare("", q)
					}
				}
				w.compareScreens()
			}
		})
	}
}

// compare asks by use case and by command.
func (w *town) compare(asker string, q domain.Question) bool {
	w.Helper()
	want, err := w.as(asker).Check(w.Context(), q)
	out, said, code := w.types(words("check", asker, q)...)
	if err != nil {
		var printed struct {
			Error struct{ Code, Message string }
		}
		e, ours := errors.AsType[*domain.Error](err)
		if json.Unmarshal([]byte(said), &printed) != nil || !ours || out != "" || code == 0 || printed.Error.Message != e.Message || printed.Error.Code != e.Code {
			w.Errorf("%s asks %+v: %v; the command says %q %q, exit %d", asker, q, err, out, said, code)
		}
		return false
	}
	var have domain.Explanation
	if err := json.Unmarshal([]byte(out), &have); err != nil {
		w.Fatalf("%+v: %q %q: %v", q, out, said, err)
	}
	if code != map[bool]int{true: 0, false: 4}[want.Allowed] || said != "" {
		w.Errorf("%+v, allowed: %v: exit %d, %q", q, want.Allowed, code, said)
	}
	if printed, meant := spelt(have), spelt(want); printed != meant {
		w.Errorf("%s asks %+v:\nby use case\n%s\nby command\n%s", asker, q, meant, printed)
	}
	if why, _, code := w.types(words("why", asker, q)...); code != 0 || why != out {
		w.Errorf("%+v: why says otherwise, exit %d:\n%s", q, code, why)
	}
	return want.Allowed
}

// spelt is all of an answer that is printed.
func spelt(e domain.Explanation) string {
	e.Gates, e.Fix, e.AlsoGets = slices.Clone(e.Gates), slices.Clone(e.Fix), nil
	for i := range e.Gates {
		e.Gates[i].Asked = false
	}
	for i := range e.Fix {
		e.Fix[i].You = false
	}
	return fmt.Sprintf("%+v", e)
}
