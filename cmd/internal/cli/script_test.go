package cli_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"gatehouse/cmd/internal/app"
	"gatehouse/domain"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"gatehouse": func() {
			os.Exit(app.Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		},
	})
}

// TestScripts types commands as a person or a script would, a file per noun.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Vars = slices.DeleteFunc(e.Vars, func(v string) bool { return strings.HasPrefix(v, "GATEHOUSE_") })
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("XDG_DATA_HOME", filepath.Join(e.WorkDir, "data"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"acme": acme, "exits": exits, "fields": fields, "set": set, "lines": lines, "harmless": harmless,
		},
	})
}

const people = `email,name,role,employee_number,unit
ann@acme.test,Ann Admin,admin,,
mia@acme.test,Mia Manager,manager,E-3,Design
eva@acme.test,Eva Lind,employee,E-1,Sales
bo@acme.test,Bo Berg,employee,E-2,Design
dev@acme.test,Dev Eloper,developer,,
`

// acme [FLAG…] makes a workspace owned by ada, with people in it; the flags go
// to init. Another model than mtime starts out empty.
func acme(ts *testscript.TestScript, _ bool, flags []string) {
	ts.Check(ts.Exec("gatehouse", append([]string{"init", "--name", "Acme", "--slug", "acme", "--owner", "ada@acme.test"}, flags...)...))
	if len(flags) > 0 {
		return
	}
	file := ts.MkAbs("people.csv")
	ts.Check(os.WriteFile(file, []byte(people), 0o600))
	ts.Check(ts.Exec("gatehouse", "import", file))
}

// exits CODE COMMAND… runs a command that must end with that exit code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	code := 0
	if exit, is := errors.AsType[*exec.ExitError](ts.Exec(args[1], args[2:]...)); is {
		code = exit.ExitCode()
	}
	if want, _ := strconv.Atoi(args[0]); code != want {
		ts.Fatalf("exit code %d, want %d", code, want)
	}
}

// fields 'ALWAYS' ['SOMETIMES'] [FILE] checks the names in the JSON object, or
// in each object of the array, that the last command printed.
func fields(ts *testscript.TestScript, _ bool, args []string) {
	always, some := strings.Fields(args[0]), []string{}
	if len(args) > 1 {
		some = strings.Fields(args[1])
	}
	file := "stdout"
	if len(args) > 2 {
		file = args[2]
	}
	objects, is := parse(ts, file).([]any)
	if !is {
		objects = []any{parse(ts, file)}
	}
	if len(objects) == 0 {
		ts.Fatalf("an empty array shows no fields")
	}
	for _, o := range objects {
		object, is := o.(map[string]any)
		if !is {
			ts.Fatalf("%v is no object", o)
		}
		for _, name := range always {
			if _, there := object[name]; !there {
				ts.Fatalf("%s is missing in %v", name, o)
			}
		}
		for name, value := range object {
			if !slices.Contains(always, name) && !slices.Contains(some, name) {
				ts.Fatalf("%s is not in the contract", name)
			}
			if slices.Contains(some, name) && (value == nil || value == "") {
				ts.Fatalf("%s is empty; what is absent is left out", name)
			}
		}
	}
}

// lines N [FILE] counts the lines that the last command printed.
func lines(ts *testscript.TestScript, _ bool, args []string) {
	file := append(args, "stdout")[1]
	if n := strings.Count(ts.ReadFile(file), "\n"); strconv.Itoa(n) != args[0] {
		ts.Fatalf("%s has %d lines, want %s", file, n, args[0])
	}
}

// set VAR PATH keeps a value of the JSON that the last command printed:
// secret, 0.token.
func set(ts *testscript.TestScript, _ bool, args []string) {
	at := parse(ts, "stdout")
	for _, step := range strings.Split(args[1], ".") {
		if i, err := strconv.Atoi(step); err == nil {
			at = at.([]any)[i]
		} else {
			at = at.(map[string]any)[step]
		}
	}
	text, is := at.(string)
	if !is {
		out, err := json.Marshal(at)
		ts.Check(err)
		text = string(out)
	}
	ts.Setenv(args[0], text)
}

func parse(ts *testscript.TestScript, file string) any {
	var v any
	if err := json.Unmarshal([]byte(ts.ReadFile(file)), &v); err != nil {
		ts.Fatalf("%s isn't JSON: %v", file, err)
	}
	if strings.Contains(ts.ReadFile(file), ": null") {
		ts.Fatalf("%s holds a null", file)
	}
	return v
}

// harmless checks that the last command printed nothing that a terminal would
// obey or can't show.
func harmless(ts *testscript.TestScript, _ bool, _ []string) {
	for _, file := range []string{"stdout", "stderr"} {
		text := ts.ReadFile(file)
		for cell := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\t' }) {
			if what, found := domain.Unclean(cell); found {
				ts.Fatalf("%s holds %s", file, what)
			}
		}
	}
}
