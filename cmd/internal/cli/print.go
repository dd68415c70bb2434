package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"gatehouse/domain"
)

// Every command prints through this file: the same objects as JSON, or as
// text whose cells are cleaned.

// column is one column of a list in text.
type column[T any] struct {
	title string
	cell  func(T) string
}

// listing are the flags of every list.
type listing struct {
	limit int
	sort  string
}

func (l *listing) flags(c *cobra.Command) {
	c.Flags().IntVar(&l.limit, "limit", 0, "print at most this many (default all)")
	c.Flags().StringVar(&l.sort, "sort", "", "sort by a `field` of the JSON; -FIELD reverses")
}

// collect reads a list page by page. A limit without an order of its own reads
// no more than that: a row may cost many reads.
func collect[T any](l listing, page func(size int) (rows []T, more bool, err error)) ([]T, error) {
	all, size, enough := []T{}, 500, l.sort == "" && l.limit > 0
	if enough {
		size = min(size, l.limit)
	}
	for {
		rows, more, err := page(size)
		if all = append(all, rows...); err != nil || !more || enough && len(all) >= l.limit {
			return all, err
		}
	}
}

// printList prints a list: an array of JSON object.List, or a table.
func printList[T any](p *Program, l listing, items []T, columns []column[T]) error {
	if l.limit < 0 {
		return domain.Errorf(domain.Invalid, "bad_limit", "--limit is a number of rows, so it can't be negative")
	}
	if err := sortBy(items, l.sort); err != nil {
		return err
	}
	if l.limit > 0 && len(items) > l.limit {
		items = items[:l.limit]
	}
	if p.flags.JSON {
		return p.printJSON(items)
	}
	return printTable(p, items, columns)
}

// printItem prints one object: JSON, or its fields one under another.
func printItem[T any](p *Program, item T, columns []column[T]) error {
	if p.flags.JSON {
		return p.printJSON(item)
	}
	wide := 0
	for _, c := range columns {
		wide = max(wide, ansi.StringWidth(c.title))
	}
	for _, c := range columns {
		if text := c.cell(item); text != "" {
			fmt.Fprintf(p.Out, "%s%s  %s\n", c.title, strings.Repeat(" ", wide-ansi.StringWidth(c.title)), domain.Clean(text))
		}
	}
	return nil
}

// printChanged prints what a change left: one object, or an array where
// several were named.
func printChanged[T any](p *Program, done []T, several bool, columns []column[T]) error {
	switch {
	case p.flags.JSON && several:
		return p.printJSON(done)
	case p.flags.JSON && len(done) > 0:
		return p.printJSON(done[0])
	case p.flags.JSON || len(done) == 0:
		return nil
	}
	return printTable(p, done, columns)
}

// printTable prints a row for each item.
func printTable[T any](p *Program, items []T, columns []column[T]) error {
	var titles []string
	for _, c := range columns {
		titles = append(titles, c.title)
	}
	rows := make([][]string, 0, len(items))
	for _, item := range items {
		var row []string
		for _, c := range columns {
			row = append(row, domain.CleanMax(c.cell(item), maxCell))
		}
		rows = append(rows, row)
	}
	_, err := io.WriteString(p.Out, table(titles, rows, p.Terminal))
	return err
}

// orElse is what stands in a cell that would be empty.
func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func orDash(s string) string { return orElse(s, "–") }

// maxCell bounds a cell of a table, in characters.
const maxCell = 200

// printRaw prints what is clean already and must arrive as it is: a secret.
func (p *Program) printRaw(text string) error {
	_, err := io.WriteString(p.Out, text)
	return err
}
