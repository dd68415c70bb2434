package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

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
	e, is := errors.AsType[*domain.Error](err)
	if !is {
		e = &domain.Error{Kind: "unexpected", Code: "unexpected", Message: err.Error()}
	}
	if asked, _ := root.PersistentFlags().GetBool("json"); asked {
		reportJSON(root.ErrOrStderr(), e)
	} else {
		reportText(root.ErrOrStderr(), e)
	}
	if code, known := exitCodes[e.Kind]; known {
		return code
	}
	return unexpected
}

func reportText(w io.Writer, e *domain.Error) {
	fmt.Fprintf(w, "gatehouse: %s\n", domain.CleanMax(e.Message, 2000))
	for _, step := range e.Fix {
		fmt.Fprintf(w, "  fix: %s\n", domain.Clean(step.Command))
	}
}

func reportJSON(w io.Writer, e *domain.Error) {
	fix := e.Fix
	if fix == nil {
		fix = []domain.Step{}
	}
	for i := range fix {
		if fix[i].By == nil {
			fix[i].By = []string{}
		}
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	_ = out.Encode(map[string]any{"error": map[string]any{
		"kind": e.Kind, "code": e.Code, "message": domain.CleanMax(e.Message, 2000), "fix": fix,
	}})
}

// usage is wrong usage: exit 2, with a sentence.
func usage(err error) error {
	if err == nil {
		return nil
	}
	return &domain.Error{Kind: domain.Invalid, Code: "usage", Message: err.Error(), Err: err}
}

// The numbers of arguments that commands take, as usage errors.
func noArgs(cmd *cobra.Command, args []string) error { return usage(cobra.NoArgs(cmd, args)) }

func exactArgs(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error { return usage(cobra.ExactArgs(n)(cmd, args)) }
}

func minArgs(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error { return usage(cobra.MinimumNArgs(n)(cmd, args)) }
}

func rangeArgs(from, to int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error { return usage(cobra.RangeArgs(from, to)(cmd, args)) }
}

// group is a noun: alone it prints its help; an unknown word is wrong usage.
func group(use, short string, commands ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Args: noArgs, RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	c.AddCommand(commands...)
	return c
}
