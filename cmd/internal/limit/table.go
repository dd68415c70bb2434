// Package limit is how much clients may take: the table of limits that a
// configuration file sets, how often something may happen, and what counts as one
// client.
package limit

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gatehouse/domain"
)

// Table is every limit of L, a struct of counts and spans of time, in the order in
// which documentation lists them.
type Table[L any] []Row[L]

// Row is one limit, as [Count] or [Span] makes it.
type Row[L any] struct {
	Name     string // in a configuration file
	Sentence string
	field    func(*L) field
	least    int64
	most     int64
}

// field is where a limit is kept: how it is read, written, and spelt.
type field interface {
	get() int64
	set(text string) error
	spell(int64) string
	kind() string // what is to be written
}

// Count is a row for a number of something.
func Count[L any](name string, of func(*L) *int, least, most int, sentence string) Row[L] {
	return Row[L]{name, sentence, func(l *L) field { return (*number)(of(l)) }, int64(least), int64(most)}
}

// Span is a row for a span of time.
func Span[L any](name string, of func(*L) *time.Duration, least, most time.Duration, sentence string) Row[L] {
	return Row[L]{name, sentence, func(l *L) field { return (*span)(of(l)) }, int64(least), int64(most)}
}

// Check tells the first limit that is out of its bounds.
func (t Table[L]) Check(l L) error {
	for _, row := range t {
		if f := row.field(&l); !row.within(f) {
			return domain.Errorf(domain.Invalid, "bad_limit", "%s is %s; it can be %s to %s: %s", row.Name, f.spell(f.get()), f.spell(row.least), f.spell(row.most), row.Sentence)
		}
	}
	return nil
}

func (row Row[L]) within(f field) bool { return row.least <= f.get() && f.get() <= row.most }

// Value is what the limit is, as a configuration file says it.
func (row Row[L]) Value(l L) string {
	f := row.field(&l)
	return f.spell(f.get())
}

// Set reads the limit from what a configuration file says.
func (row Row[L]) Set(l *L, text string) error {
	f := row.field(l)
	if f.set(text) != nil {
		return fmt.Errorf("is %s, %s to %s", f.kind(), f.spell(row.least), f.spell(row.most))
	}
	if !row.within(f) {
		return fmt.Errorf("is %s to %s", f.spell(row.least), f.spell(row.most))
	}
	return nil
}

type number int

func (n *number) get() int64           { return int64(*n) }
func (n *number) kind() string         { return "a number" }
func (n *number) spell(v int64) string { return strconv.FormatInt(v, 10) }
func (n *number) set(text string) (err error) {
	v, err := strconv.Atoi(text)
	*n = number(v)
	return err
}

type span time.Duration

func (s *span) get() int64   { return int64(*s) }
func (s *span) kind() string { return "a time with its unit, such as 90s or 5m" }
func (s *span) set(text string) (err error) {
	v, err := time.ParseDuration(text)
	*s = span(v)
	return err
}

// spell is a span without the parts that are nothing: 30m and not 30m0s.
func (s *span) spell(v int64) string {
	d := time.Duration(v)
	text := d.String()
	if d%time.Minute == 0 {
		text = strings.TrimSuffix(text, "0s")
	}
	if d%time.Hour == 0 {
		text = strings.TrimSuffix(text, "0m")
	}
	return cmp.Or(text, "0s")
}
