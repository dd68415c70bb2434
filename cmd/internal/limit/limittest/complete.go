// Package limittest holds what each table of limits must pass.
package limittest

import (
	"reflect"
	"testing"

	"gatehouse/cmd/internal/limit"
)

// Complete fails unless each field of the limits has one row, whose default is
// within its bounds, can be written and read again, and refuses what is no value.
func Complete[L comparable](t *testing.T, table limit.Table[L], defaults L) {
	t.Helper()
	if err := table.Check(defaults); err != nil {
		t.Error(err)
	}
	if table.Check(*new(L)) == nil {
		t.Error("limits of nothing are taken")
	}
	rows := map[int]string{}
	for _, row := range table {
		var one L
		if err := row.Set(&one, row.Value(defaults)); err != nil || row.Value(one) != row.Value(defaults) {
			t.Errorf("%s = %s: %v", row.Name, row.Value(defaults), err)
		}
		for i := range reflect.TypeFor[L]().NumField() {
			if reflect.ValueOf(one).Field(i).IsZero() {
				continue
			}
			if rows[i] != "" {
				t.Errorf("%s and %s are one", row.Name, rows[i])
			}
			rows[i] = row.Name
		}
		for _, bad := range []string{"", "x", "-1", "9999999999", "9999999999h"} {
			if row.Set(&one, bad) == nil {
				t.Errorf("%s takes %q", row.Name, bad)
			}
		}
		if row.Name == "" || row.Sentence == "" {
			t.Errorf("%+v", row)
		}
	}
	if fields := reflect.TypeFor[L]().NumField(); len(rows) != fields {
		t.Errorf("%d rows for %d limits", len(rows), fields)
	}
}
