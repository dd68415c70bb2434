package cli

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
	"gatehouse/domain/rights"
)

func (p *Program) rolesMatrix() *cobra.Command {
	return &cobra.Command{
		Use: "matrix", Short: "All roles with all rights, side by side", Args: noArgs,
		Long: "Rights down, roles across: w is the whole workspace, s where a scoped role reaches, o one's own. Roles that\ndon't fit beside the others follow below, each part with the rights that its roles hold.",
		RunE: p.run(func(r *run) error {
			all, err := r.Roles(r)
			if err != nil {
				return err
			}
			if r.flags.JSON {
				return r.printJSON(object.List(all, object.OfRole))
			}
			across := make([]*rights.Role, 0, len(all)+2)
			for _, l := range all {
				across = append(across, l.Role)
			}
			_, err = io.WriteString(r.Out, matrix(append(across, rights.ScopedRoles()...)))
			return err
		}),
	}
}

const (
	matrixColumns = 80 // the width that the matrix keeps to
	matrixTitle   = 20 // what is shown of a role's name, in columns
)

// matrix lays roles out with their titles, in a pipe too: without them the
// letters say nothing. Roles that don't fit go into further blocks.
func matrix(across []*rights.Role) string {
	var blocks []string
	for len(across) > 0 {
		n := len(across)
		for n > 1 && wide(across[:n]) > matrixColumns {
			n--
		}
		blocks = append(blocks, block(across[:n]))
		across = across[n:]
	}
	return strings.Join(blocks, "\n")
}

// block lays some roles out side by side, with the rights that any of them holds.
func block(across []*rights.Role) string {
	titles := []string{"right"}
	for _, r := range across {
		titles = append(titles, title(r))
	}
	var rows [][]string
	for right := range held(across).All() {
		row := []string{right.String()}
		for _, r := range across {
			row = append(row, orElse(r.Scope(right).String(), "·"))
		}
		rows = append(rows, row)
	}
	return table(titles, rows, true)
}

// wide is how many columns a block of roles takes.
func wide(across []*rights.Role) int {
	names := len("right")
	for right := range held(across).All() {
		names = max(names, len(right.String()))
	}
	for _, r := range across {
		names += 2 + ansi.StringWidth(title(r))
	}
	return names
}

func held(roles []*rights.Role) (all rights.Set) {
	for _, r := range roles {
		all = all.Union(r.All())
	}
	return all
}

// title is the head of a role's column, cut where a name is long.
func title(r *rights.Role) string { return ansi.Truncate(domain.Clean(r.Title), matrixTitle, "…") }
