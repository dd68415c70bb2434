package storagetest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gatehouse/storage"
)

// put is a change that writes; an empty value is kept as one.
func put(key, value string) storage.Change {
	return storage.Change{Key: []byte(key), Value: []byte(value)}
}

func remove(key string) storage.Change { return storage.Change{Key: []byte(key)} }

// commit applies changes that depend on nothing.
func commit(t *testing.T, e storage.Engine, changes ...storage.Change) {
	t.Helper()
	if err := e.Commit(t.Context(), deciding(changes...)); err != nil {
		t.Fatalf("commit: %v", err)
	}
}

func deciding(changes ...storage.Change) func(storage.Getter) ([]storage.Change, error) {
	return func(storage.Getter) ([]storage.Change, error) { return changes, nil }
}

// get reads one key; missing is what it says for none.
func get(t *testing.T, e storage.Engine, key string) string {
	t.Helper()
	var value string
	err := e.View(t.Context(), func(r storage.Reader) error {
		v, err := r.Get([]byte(key))
		value = shown(v)
		return err
	})
	if err != nil {
		t.Fatalf("get %q: %v", key, err)
	}
	return value
}

const missing = "(missing)"

func shown(value []byte) string {
	if value == nil {
		return missing
	}
	return string(value)
}

func wantValue(t *testing.T, e storage.Engine, key, want string) {
	t.Helper()
	if got := get(t, e, key); got != want {
		t.Errorf("%q is %q, want %q", key, got, want)
	}
}

// scan lists [from, to) as "key=value" words. An empty bound is none.
func scan(t *testing.T, e storage.Engine, from, to string, reverse bool) string {
	t.Helper()
	var found []string
	err := e.View(t.Context(), func(r storage.Reader) error {
		for k, v := range r.Scan(bound(from), bound(to), reverse) {
			found = append(found, fmt.Sprintf("%s=%s", k, v))
		}
		return r.Err()
	})
	if err != nil {
		t.Fatalf("scan: %v", err)
	}
	return strings.Join(found, " ")
}

func bound(key string) []byte {
	if key == "" {
		return nil
	}
	return []byte(key)
}

// sortedKeys are the keys of a model, in the order of an engine.
func sortedKeys(model map[string]string) []string {
	keys := make([]string, 0, len(model))
	for k := range model {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return bytes.Compare([]byte(a), []byte(b)) })
	return keys
}
