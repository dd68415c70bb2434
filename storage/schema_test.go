package storage

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
)

// schemaOf lists a message's fields as the schema has them: number, type, name.
func schemaOf[T any](m *message[T]) (lines []string) {
	for _, f := range m.fields {
		lines = append(lines, fmt.Sprintf("%s %s = %d", f.schemaType(), f.name, f.number))
	}
	return lines
}

// schemaType is what the schema may call the field's type.
func (f *field[T]) schemaType() string {
	switch {
	case f.time != nil:
		return "optional int64"
	case f.list != nil, f.repeated:
		return "repeated string"
	case f.secret:
		return "bytes"
	case f.kind == protowire.BytesType && f.text != nil:
		return "string"
	}
	return "*" // numbers, flags and messages
}

var (
	messageLine = regexp.MustCompile(`^message (\w+) \{`)
	fieldLine   = regexp.MustCompile(`^  ((?:optional |repeated )?[\w.]+) (\w+) = (\d+);`)
)

// TestSchemaIsTheTables: schema.proto, which is for people, says what the
// tables do.
func TestSchemaIsTheTables(t *testing.T) {
	text, err := os.ReadFile("schema.proto")
	if err != nil {
		t.Fatal(err)
	}
	schema := map[string][]string{}
	name := ""
	for line := range strings.Lines(string(text)) {
		if m := messageLine.FindStringSubmatch(line); m != nil {
			name = m[1]
			schema[name] = []string{}
		}
		if m := fieldLine.FindStringSubmatch(line); m != nil {
			kind := m[1]
			if !slices.Contains([]string{"optional int64", "repeated string", "string", "bytes"}, kind) {
				kind = "*"
			}
			schema[name] = append(schema[name], kind+" "+m[2]+" = "+m[3])
		}
	}
	tables := map[string][]string{"Mention": schemaOf(mention), "FieldChange": schemaOf(fieldChange), "Touch": schemaOf(touch)}
	for _, d := range decoders {
		title := d.title()
		tables[strings.ToUpper(title[:1])+title[1:]] = d.schema()
	}
	for name, want := range tables {
		if got := schema[name]; !slices.Equal(got, want) {
			t.Errorf("%s: the schema has\n%s\nthe table\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	if len(schema) != len(tables) {
		t.Errorf("the schema has %d messages, there are %d", len(schema), len(tables))
	}
}
