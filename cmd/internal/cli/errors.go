package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// The exit codes. A kind of error has one each.
const (
	ok         = 0
	unexpected = 1
)

var exitCodes = map[domain.Kind]int{
	domain.Invalid: 2, domain.Damaged: 3, domain.Unavailable: 3, domain.Denied: 4,
	domain.Conflict: 5, domain.Expired: 5, domain.NotFound: 6, domain.Limit: 7,
}

// answer is a result that is told by the exit code alone: a no, or a file with
// bad lines. What there is to say was printed.
type answer struct{ code int }

func (a answer) Error() string { return fmt.Sprintf("exit %d", a.code) }

// Report prints an error, once and in one place, and returns the exit code.
func Report(root *cobra.Command, err error) int {
	if err == nil {
		return ok
	}
	if a, is := errors.AsType[answer](err); is {
		return a.code
	}
	asked, _ := root.PersistentFlags().GetBool("json")
	return report(root.ErrOrStderr(), err, asked || root.Annotations[asksJSON] == "true")
}

// ReportTo is Report for a command line of which no tree was made.
func ReportTo(w io.Writer, args []string, err error) int {
	return report(w, err, saysJSON(args))
}

func report(w io.Writer, err error, inJSON bool) int {
	f := object.OfError(err)
	if inJSON {
		_ = writeJSON(w, failed{f}, "") // there is nowhere left to say so
	} else {
		reportText(w, f)
	}
	if code, known := exitCodes[f.Kind]; known {
		return code
	}
	return unexpected
}

// about is an error that says whose it is, where it doesn't already.
func about(whose string, err error) error {
	e, is := errors.AsType[*domain.Error](err)
	whose = domain.CleanMax(whose, maxCell)
	if !is || strings.Contains(e.Message, whose) {
		return err
	}
	said := *e
	said.Message = whose + ": " + e.Message
	return &said
}

// helpful are the flags that turn a refusal, by its code.
var helpful = map[string]struct {
	flag []string
	does string
}{
	"rate_exists":    {[]string{"--replace"}, "put it in the place of the one that is there"},
	"no_replacement": {[]string{"--replace-with", "ROLE"}, "say which role they get"},
	"last_login":     {[]string{"--last"}, "remove it all the same"},
}

// helped names the flag that would turn a refusal.
func (p *Program) helped(err error) error {
	e, is := errors.AsType[*domain.Error](err)
	if !is {
		return err
	}
	if help, known := helpful[e.Code]; known {
		said := *e
		words := append(append([]string{}, p.Args...), help.flag...)
		said.Fix = append(said.Fix[:len(said.Fix):len(said.Fix)], domain.Step{Command: domain.Command(words...), Message: help.does})
		return &said
	}
	return err
}

// failed is what is printed of an error in JSON.
type failed struct {
	Error object.Failure `json:"error"`
}

func reportText(w io.Writer, f object.Failure) {
	fmt.Fprintf(w, "gatehouse: %s\n", f.Message)
	for _, step := range f.Fix {
		fmt.Fprintf(w, "  fix: %s\n", domain.Clean(step.Command))
		if len(step.By) > 0 {
			fmt.Fprintf(w, "   by: %s\n", domain.Clean(few(step.By)))
		}
	}
}

// few names the first of those who can do something.
func few(handles []string) string {
	const most = 3
	if more := len(handles) - most; more > 1 {
		return fmt.Sprintf("%s and %d more", strings.Join(handles[:most], ", "), more)
	}
	return strings.Join(handles, ", ")
}
