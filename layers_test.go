// Package gatehouse_test holds what is promised of the whole tree: which way
// imports point, and that what is generated is current.
package gatehouse_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layer is a folder with all that lies under it, unless a deeper row speaks.
type layer struct {
	dir    string
	ours   []string // folders of this module that it may import, with all that lies under them
	others []string // modules besides the standard library; tests are free in these
	tests  []string // folders of this module that tests may import as well, to run on the real thing
}

var anyone = []string{""}

// layers is the house, from the ground up. A folder without a row is an error.
var layers = []layer{
	{"domain/rights", nil, nil, nil},
	{"domain/search", nil, []string{"golang.org/x/text"}, nil},
	{"domain", []string{"domain"}, []string{"golang.org/x/text", "golang.org/x/net/idna"}, []string{"storage"}},
	{"storage", []string{"storage", "domain"}, anyone, nil},
	{"tui", []string{"tui", "domain"}, anyone, []string{"storage"}},
	{"cmd/internal/object", []string{"domain"}, nil, []string{"cmd/internal/demo", "storage"}},
	{"cmd/internal/webhook", []string{"domain"}, nil, nil},
	{"cmd/internal/mail", []string{"domain"}, []string{"github.com/wneessen/go-mail", "maragu.dev/gomponents"}, nil},
	{"cmd/internal/outbox", []string{"cmd/internal/mail", "domain"}, nil, []string{"cmd/internal/webhook", "storage"}},
	{"cmd/internal/limit", []string{"cmd/internal/limit", "domain"}, []string{"golang.org/x/time/rate"}, nil},
	{"cmd/internal/httpapi", []string{"cmd/internal/limit", "cmd/internal/object", "domain"}, []string{"github.com/danielgtaylor/huma/v2", "github.com/VictoriaMetrics/metrics", "maragu.dev/gomponents"}, []string{"storage"}},
	{"cmd/internal/invitepage", []string{"cmd/internal/limit", "cmd/internal/object", "domain"}, []string{"maragu.dev/gomponents"}, []string{"storage"}},
	{"cmd", anyone, anyone, nil},
	{".", anyone, nil, nil}, // the tests of the whole
}

const module = "gatehouse"

func TestImportsPointOneWay(t *testing.T) {
	seen := map[string]int{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && elsewhere(name):
			return filepath.SkipDir
		case d.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		name = filepath.ToSlash(name)
		l, ok := layerOf(path.Dir(name))
		if !ok {
			t.Errorf("%s lies in no layer: give its folder a row", name)
			return nil
		}
		seen[l.dir]++
		for _, bad := range against(t, l, name) {
			t.Errorf("%s imports %s, against the direction of the layers", name, bad)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range layers {
		if seen[l.dir] == 0 {
			t.Errorf("%s holds no file: its row guards nothing", l.dir)
		}
	}
}

// elsewhere tells folders that the go command leaves out of this module too.
func elsewhere(dir string) bool {
	base := filepath.Base(dir)
	if base == "testdata" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") {
		return true
	}
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

// layerOf finds the row of a folder; deeper rows stand before what holds them.
func layerOf(dir string) (layer, bool) {
	i := slices.IndexFunc(layers, func(l layer) bool { return under(dir, l.dir) })
	if i < 0 {
		return layer{}, false
	}
	return layers[i], true
}

// against lists what a file imports and its layer may not.
func against(t *testing.T, l layer, name string) (bad []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if !l.allows(imported, strings.HasSuffix(name, "_test.go")) {
			bad = append(bad, imported)
		}
	}
	return bad
}

// allows tells whether a file of the layer may import a path. The standard
// library is known by its first element, which has no dot.
func (l layer) allows(imported string, inTest bool) bool {
	first, rest, _ := strings.Cut(imported, "/")
	switch {
	case first == module:
		within := func(dir string) bool { return under(rest, dir) }
		return within(l.dir) || slices.ContainsFunc(l.ours, within) || inTest && slices.ContainsFunc(l.tests, within)
	case !strings.Contains(first, "."):
		return true
	default:
		return inTest || slices.ContainsFunc(l.others, func(m string) bool { return under(imported, m) })
	}
}

// under tells whether a path is dir or lies under it; everything lies under "".
func under(name, dir string) bool {
	return dir == "" || name == dir || strings.HasPrefix(name, dir+"/")
}
