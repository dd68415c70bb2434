package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
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

// printList prints a list: an array of JSON objects, or a table.
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
		return printJSON(p.Out, append([]T{}, items...))
	}
	return printTable(p, items, columns)
}

// printItem prints one object: JSON, or its fields one under another.
func printItem[T any](p *Program, item T, columns []column[T]) error {
	if p.flags.JSON {
		return printJSON(p.Out, item)
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

func printJSON(w io.Writer, v any) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(v)
}

// printTable aligns columns by the cells that their text takes; in a pipe it
// separates them by tabs and leaves the titles out.
func printTable[T any](p *Program, items []T, columns []column[T]) error {
	var rows [][]string
	if p.Terminal {
		var titles []string
		for _, c := range columns {
			titles = append(titles, strings.ToUpper(c.title))
		}
		rows = append(rows, titles)
	}
	for _, item := range items {
		var row []string
		for _, c := range columns {
			row = append(row, domain.CleanMax(c.cell(item), 200))
		}
		rows = append(rows, row)
	}
	wide := make([]int, len(columns))
	for _, row := range rows {
		for i, cell := range row {
			wide[i] = max(wide[i], ansi.StringWidth(cell))
		}
	}
	var out strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			switch {
			case i == len(row)-1:
				out.WriteString(cell)
			case p.Terminal:
				out.WriteString(cell + strings.Repeat(" ", wide[i]-ansi.StringWidth(cell)+2))
			default:
				out.WriteString(cell + "\t")
			}
		}
		out.WriteByte('\n')
	}
	_, err := io.WriteString(p.Out, out.String())
	return err
}

// sortBy sorts by a field as the JSON calls it, and keeps the order of what is
// equal.
func sortBy[T any](items []T, field string) error {
	if field == "" {
		return nil
	}
	name, reversed := strings.CutPrefix(field, "-")
	i, names := fieldOf(reflect.TypeFor[T](), name)
	if i == nil {
		return domain.Errorf(domain.Invalid, "unknown_field", "there is no field %s to sort by; there are %s", domain.CleanMax(name, 40), strings.Join(names, ", "))
	}
	slices.SortStableFunc(items, func(a, b T) int {
		order := compare(reflect.ValueOf(a).FieldByIndex(i), reflect.ValueOf(b).FieldByIndex(i))
		if reversed {
			return -order
		}
		return order
	})
	return nil
}

// fieldOf finds a field by its JSON name, and all names that can be sorted by.
func fieldOf(t reflect.Type, name string) (index []int, names []string) {
	for _, f := range reflect.VisibleFields(t) {
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		kind := f.Type.Kind()
		if kind == reflect.Pointer {
			kind = f.Type.Elem().Kind()
		}
		if tag == "" || kind == reflect.Slice || kind == reflect.Map || kind == reflect.Struct {
			continue
		}
		names = append(names, tag)
		if tag == name {
			index = f.Index
		}
	}
	return index, names
}

func compare(a, b reflect.Value) int {
	if a.Kind() == reflect.Pointer {
		switch {
		case a.IsNil() || b.IsNil():
			return cmp.Compare(boolInt(!a.IsNil()), boolInt(!b.IsNil()))
		}
		a, b = a.Elem(), b.Elem()
	}
	switch a.Kind() {
	case reflect.String:
		return strings.Compare(domain.FoldSearch(a.String()), domain.FoldSearch(b.String()))
	case reflect.Bool:
		return cmp.Compare(boolInt(a.Bool()), boolInt(b.Bool()))
	case reflect.Uint, reflect.Uint64:
		return cmp.Compare(a.Uint(), b.Uint())
	}
	return cmp.Compare(a.Int(), b.Int())
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
