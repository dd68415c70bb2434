package cli

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// Wrong usage is exit 2, with one sentence that says what to write instead.

// usage is an error of usage.
func usage(format string, args ...any) error {
	return domain.Errorf(domain.Invalid, "usage", format, args...)
}

// asksJSON is the annotation of a tree whose command line asks for JSON: a
// mistake before --json is still answered as asked.
const asksJSON = "json"

// served is the annotation of a tree that is run over SSH.
const served = "served"

// localOnly are the commands and flags that a served tree leaves out.
var localOnly = strings.Fields("init demo workspaces serve backup restore doctor recover-owner man completion --db --pepper --workspace --as")

// elsewhere says so of one of them; otherwise it is empty.
func elsewhere(cmd *cobra.Command, word string) string {
	if cmd.Root().Annotations[served] == "true" && slices.Contains(localOnly, word) {
		return "; it is for the machine that the server runs on"
	}
	return ""
}

// typed shows a word of the command line within a sentence.
func typed(word string) string { return "“" + domain.CleanMax(word, 60) + "”" }

// didYouMean offers the nearest words, where any is near.
func didYouMean(word string, among []string) string {
	if near := rights.Nearest(word, among); len(near) > 0 {
		return "; did you mean " + domain.OrList(near) + "?"
	}
	return ""
}

// noArgs is for commands without arguments. A word after a noun is a command
// that there isn't.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var known []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			known = append(known, c.Name())
		}
	}
	if len(known) == 0 {
		return usage("%s takes no arguments, so %s is too many", cmd.CommandPath(), typed(args[0]))
	}
	near := cmp.Or(elsewhere(cmd, args[0]), didYouMean(args[0], known), "; see "+cmd.CommandPath()+" --help")
	return usage("there is no command %s in %s%s", typed(args[0]), cmd.CommandPath(), near)
}

func exactArgs(n int) cobra.PositionalArgs { return rangeArgs(n, n) }
func minArgs(n int) cobra.PositionalArgs   { return rangeArgs(n, maxNames) }

// maxNames bounds how many names one command takes.
const maxNames = 10_000

// rangeArgs is for commands that take from so many to so many arguments.
func rangeArgs(from, to int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < from:
			return usage("an argument is missing; write: %s", synopsis(cmd))
		case len(args) > to:
			return usage("%s is too many; write: %s", typed(args[to]), synopsis(cmd))
		case slices.ContainsFunc(args, blank):
			return usage("an argument is empty; write: %s", synopsis(cmd))
		}
		return nil
	}
}

// synopsis is how a command is written, with its required flags.
func synopsis(cmd *cobra.Command) string {
	return strings.TrimSuffix(cmd.UseLine(), " [flags]")
}

// wrongFlag turns what the flags' parser says into a sentence.
func wrongFlag(cmd *cobra.Command, err error) error {
	if unknown, is := errors.AsType[*pflag.NotExistError](err); is {
		word := "--" + unknown.GetSpecifiedName()
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			word = "-" + short
		}
		var known []string
		for _, set := range []*pflag.FlagSet{cmd.NonInheritedFlags(), cmd.InheritedFlags()} {
			set.VisitAll(func(f *pflag.Flag) { known = append(known, "--"+f.Name) })
		}
		near := cmp.Or(elsewhere(cmd, word), didYouMean(word, known), "; see "+cmd.CommandPath()+" --help")
		return usage("%s has no flag %s%s", cmd.CommandPath(), domain.CleanMax(word, 60), near)
	}
	if missing, is := errors.AsType[*pflag.ValueRequiredError](err); is {
		return usage("--%s needs a value after it", missing.GetFlag().Name)
	}
	if wrong, is := errors.AsType[*pflag.InvalidValueError](err); is {
		return usage("--%s takes %s, not %s", wrong.GetFlag().Name, takes(wrong.GetFlag()), typed(wrong.GetValue()))
	}
	return usage("%s", err)
}

// takes says what kind of value a flag has.
func takes(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "bool":
		return "true or false"
	case "int", "uint64":
		return "a number"
	}
	return "another value"
}

// blank tells whether nothing was written: a variable that a script forgot.
func blank(word string) bool { return strings.TrimSpace(word) == "" }

// mayBeEmpty is the annotation of flags to which an empty value means
// something.
const mayBeEmpty = "may be empty"

// checkFlags says which flags a command can't do without. A flag with nothing
// after it is refused too: it would be as if it weren't there, and --as with
// nothing would act as the owner.
func checkFlags(cmd *cobra.Command) error {
	var missing, empty []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		switch {
		case f.Annotations[cobra.BashCompOneRequiredFlag] != nil && !f.Changed:
			missing = append(missing, "--"+f.Name)
		case f.Changed && f.Value.Type() == "string" && blank(f.Value.String()) && f.Annotations[mayBeEmpty] == nil:
			empty = append(empty, "--"+f.Name)
		}
	})
	if len(missing) > 0 {
		return usage("%s needs %s", cmd.CommandPath(), strings.Join(missing, " and "))
	}
	if len(empty) > 0 {
		return usage("%s needs a value after it", strings.Join(empty, " and "))
	}
	return nil
}

// optional marks flags to which an empty value means something.
func optional(c *cobra.Command, flags ...string) {
	for _, flag := range flags {
		if err := c.Flags().SetAnnotation(flag, mayBeEmpty, []string{}); err != nil {
			panic(fmt.Sprintf("%s: %v", c.Name(), err)) // the flag's name is misspelt: a mistake in this program
		}
	}
}

// required marks flags that a command can't do without.
func required(c *cobra.Command, flags ...string) {
	for _, flag := range flags {
		if err := c.MarkFlagRequired(flag); err != nil {
			panic(fmt.Sprintf("%s: %v", c.Name(), err)) // the flag's name is misspelt: a mistake in this program
		}
	}
}

// group is a noun: alone it prints its help; an unknown word is wrong usage.
func group(use, short string, commands ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Args: noArgs, RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	c.AddCommand(commands...)
	return c
}
