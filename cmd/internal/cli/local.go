package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// What the local-only commands share with the tree: usage errors, printing.

// NoArgs is for a command without arguments.
func NoArgs(cmd *cobra.Command, args []string) error { return noArgs(cmd, args) }

// ExactArgs is for a command with n arguments.
func ExactArgs(n int) cobra.PositionalArgs { return exactArgs(n) }

// Group is a noun with its commands.
func Group(use, short string, commands ...*cobra.Command) *cobra.Command {
	return group(use, short, commands...)
}

// Print prints a result as JSON where that is asked for, and else its lines.
func (p *Program) Print(v any, lines ...string) error {
	if p.flags.JSON {
		return p.printJSON(v)
	}
	for _, line := range lines {
		println(p.Out, line)
	}
	return nil
}

// Note says something beside the result, on standard error.
func (p *Program) Note(lines ...string) {
	for _, line := range lines {
		println(p.Err, "gatehouse: "+line)
	}
}

// Exit is a result that is told by the exit code alone: whatever there is to
// say was printed.
func Exit(code int) error { return answer{code} }

// ListWorkspaces is the command that lists all workspaces of a database.
func (p *Program) ListWorkspaces(all func(context.Context) ([]domain.Summary, error)) *cobra.Command {
	var l listing
	c := &cobra.Command{
		Use: "list", Short: "List the workspaces, deleted ones too", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			sums, err := all(cmd.Context())
			if err != nil {
				return err
			}
			return printList(p, l, object.List(sums, object.OfWorkspace), append(workspaceColumns, column[object.Workspace]{"deleted", func(w object.Workspace) string {
				day, _, _ := strings.Cut(w.DeletedAt, "T")
				return orDash(day)
			}}))
		},
	}
	l.flags(c)
	return c
}
