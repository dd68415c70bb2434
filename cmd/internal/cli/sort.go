package cli

import (
	"cmp"
	"reflect"
	"sort"
	"strings"

	"gatehouse/domain"
)

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
	sort.SliceStable(items, func(a, b int) bool { // one for all kinds of items: slices' is made anew for each
		order := compare(reflect.ValueOf(items[a]).FieldByIndex(i), reflect.ValueOf(items[b]).FieldByIndex(i))
		return order < 0 && !reversed || order > 0 && reversed
	})
	return nil
}

// fieldOf finds a field by its JSON name, and all names that can be sorted by.
func fieldOf(t reflect.Type, name string) (index []int, names []string) {
	for _, f := range reflect.VisibleFields(t) {
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if kind := f.Type.Kind(); tag == "" || kind == reflect.Slice || kind == reflect.Pointer || kind == reflect.Map {
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
	switch a.Kind() {
	case reflect.String:
		return strings.Compare(domain.FoldSearch(a.String()), domain.FoldSearch(b.String()))
	case reflect.Bool:
		return cmp.Compare(boolInt(a.Bool()), boolInt(b.Bool()))
	case reflect.Uint64:
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
