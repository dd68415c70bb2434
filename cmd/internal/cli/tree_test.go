package cli

import (
	"bytes"
	"runtime"
	"slices"
	"strings"
	"testing"
	"weak"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commands is what the interface promises, with the flags of each; a list has
// limit and sort besides.
const commands = `
import: format role email-domain update-roles dry-run
export: format
members list: query role status kind
members show:
members suspend: reason dry-run
members reactivate: reason dry-run
members remove: reason dry-run
members restore: reason dry-run
members role: until dry-run
members options: members-list messages channel api dry-run
members link:
members unlink:
members rate: hourly cost currency from project replace remove
members expire: dry-run
members rename: name email
members leave:
invitations list: status
invitations send: role unit until
invitations resend:
invitations revoke:
invitations accept: name key
logins list:
logins add:
logins remove: last
logins invite:
sessions list:
sessions end:
service-users list:
service-users create: role
service-users suspend: reason dry-run
service-users reactivate: reason dry-run
service-users remove: reason dry-run
service-users restore: reason dry-run
keys list:
keys create: name expires
keys rotate: overlap
keys revoke:
keys verify:
keys claim:
roles list:
roles show:
roles matrix:
roles create: from add remove rank-below dry-run
roles edit: add remove rank-below dry-run
roles delete: replace-with dry-run
rights list:
rights check: on giving channel
rights why: on giving channel apply
rights who: on channel limit sort
rights diff: role
workspace show:
workspace rename: name slug
workspace plan: dry-run
workspace model: map plan dry-run
workspace transfer:
workspace accept-transfer:
workspace cancel-transfer:
workspace delete:
employees list: query
employees add: number name email unit
employees edit: number name email unit
employees remove:
employees import:
units list:
units add: parent
units edit: name parent
units remove:
units manager: remove
groups list:
groups add: group
groups edit: name group
groups archive:
groups unarchive:
groups member: remove
groups manager: remove
projects list:
projects add: group unit
projects edit: name group unit
projects archive:
projects unarchive:
projects member: remove
projects manager: remove
projects profit: from to
time list: project member from to
time add:
time remove:
time import: dry-run
mail list:
mail retry:
mail test:
webhooks list:
webhooks add:
webhooks remove:
webhooks deliveries: limit sort
webhooks retry:
audit list: actor target action result since
audit export: actor target action result since
undo:
`

// everyCommand walks the tree and yields what can be run, by its path.
func everyCommand(c *cobra.Command, path string, yield func(string, *cobra.Command)) {
	for _, sub := range c.Commands() {
		name := strings.TrimSpace(path + " " + sub.Name())
		if sub.HasSubCommands() {
			everyCommand(sub, name, yield)
			continue
		}
		yield(name, sub)
	}
}

func TestTreeIsAsPromised(t *testing.T) {
	promised := map[string][]string{}
	for line := range strings.Lines(strings.TrimSpace(commands)) {
		name, flags, _ := strings.Cut(strings.TrimSpace(line), ":")
		promised[name] = strings.Fields(flags)
		if strings.HasSuffix(name, " list") {
			promised[name] = append(promised[name], "limit", "sort")
		}
	}
	asked := Surface{Local: true, Args: []string{cobra.ShellCompRequestCmd}} // the flags that complete are found by their names, too
	everyCommand(Commands(asked), "", func(name string, c *cobra.Command) {
		flags, known := promised[name]
		if delete(promised, name); !known {
			t.Errorf("%s isn't in the table", name)
		}
		for _, flag := range flags {
			if c.Flags().Lookup(flag) == nil {
				t.Errorf("%s has no --%s", name, flag)
			}
		}
		c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
			if !slices.Contains(flags, f.Name) && f.Name != "help" {
				t.Errorf("%s has --%s, which isn't in the table", name, f.Name)
			}
		})
		if c.Short == "" || strings.HasSuffix(c.Short, ".") || c.Short[0] < 'A' || c.Short[0] > 'Z' {
			t.Errorf("%s: its help begins with %q", name, c.Short)
		}
		if c.Args == nil {
			t.Errorf("%s takes whatever arguments it is given", name)
		}
		if fields := strings.Fields(c.Use); len(fields) > 1 && c.ValidArgsFunction == nil && completes(fields[1]) {
			t.Errorf("%s completes nothing for %s", name, fields[1])
		}
	})
	for name := range promised {
		t.Errorf("%s is missing", name)
	}
}

// completes tells whether an argument names something that there is already.
func completes(argument string) bool {
	return slices.Contains([]string{"EMAIL", "EMAIL…", "ROLE", "UNIT", "SERVICE-USER", "[SERVICE-USER]", "ID", "ID|EMAIL", "NUMBER", "PLAN"}, argument)
}

// What is for the local machine alone isn't there elsewhere.
func TestFlagsOfOtherSurfaces(t *testing.T) {
	env := func(name string) string { return map[string]string{"GATEHOUSE_WORKSPACE": "of-the-server"}[name] }
	for _, flag := range []string{"db", "as", "workspace", "pepper"} {
		if Commands(Surface{Env: env}).PersistentFlags().Lookup(flag) != nil {
			t.Errorf("--%s is local only", flag)
		}
		if Commands(Surface{Local: true}).PersistentFlags().Lookup(flag) == nil {
			t.Errorf("--%s is missing", flag)
		}
	}
	if got := Commands(Surface{Local: true, Env: env}).PersistentFlags().Lookup("workspace").DefValue; got != "of-the-server" {
		t.Errorf("--workspace is %q without the flag", got)
	}
}

// A process that serves runs any number of trees. Neither they stay nor what
// they print to.
func TestTreesAreGoneAfterTheirRun(t *testing.T) {
	for _, local := range []bool{false, true} {
		out := new(bytes.Buffer)
		root := Commands(Surface{Local: local, Args: []string{"rights", "list"}, Out: out, Err: out})
		if err := root.ExecuteContext(t.Context()); err != nil || out.Len() == 0 {
			t.Fatalf("%v: %s", err, out)
		}
		tree, stream := weak.Make(root), weak.Make(out)
		runtime.GC()
		if tree.Value() != nil || stream.Value() != nil {
			t.Errorf("kept: the tree %v, its output %v; local %v", tree.Value() != nil, stream.Value() != nil, local)
		}
	}
}
