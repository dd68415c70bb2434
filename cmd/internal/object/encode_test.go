package object_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// TestEmptyListsArePrinted: whoever reads a list need not ask whether it is there.
func TestEmptyListsArePrinted(t *testing.T) {
	for _, v := range []any{
		[]object.Member(nil), object.Consequences{}, &object.Consequences{}, object.Diff{}, object.Role{}, object.Failure{},
		object.Failure{Fix: []object.Step{{}}}, object.Decision{}, object.Profit{}, domain.ImportReport{},
	} {
		out, err := object.Encode(v, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(out), "null") || !strings.Contains(string(out), "[]") {
			t.Errorf("%T: %s", v, out)
		}
	}
}

// JSON keeps every value, and shows a terminal nothing that it would obey.
func TestJSONKeepsValuesAndHidesControls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("\x1b\u009b\u202e\u200d\U000e0041\n\t\x7fa\"\\é")), 0, 20, -1)).Draw(t, "value")
		out, err := object.Encode(map[string]string{"v": value}, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range string(out) {
			if r != '\n' && !unicode.IsGraphic(r) {
				t.Fatalf("%q holds %U", string(out), r)
			}
		}
		var back map[string]string
		if err := json.Unmarshal(out, &back); err != nil {
			t.Fatal(err)
		}
		if want := strings.ToValidUTF8(value, "\ufffd"); back["v"] != want {
			t.Fatalf("%q came back as %q", want, back["v"])
		}
	})
}

var snakeCase = regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)

// TestJSONNames: an object names all its fields, in one spelling.
func TestJSONNames(t *testing.T) {
	objects := 0
	for _, dir := range []string{".", "../cli", "../app", "../demo", "../../../domain", "../../../domain/rights"} {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if object, is := n.(*ast.StructType); is && namesOf(t, name, object) {
					objects++
				}
				return true
			})
		}
	}
	if objects < 20 {
		t.Errorf("only %d objects were found", objects)
	}
}

// namesOf looks at the names of an object in JSON, and tells whether it is one.
func namesOf(t *testing.T, file string, object *ast.StructType) (is bool) {
	without := ""
	for _, f := range object.Fields.List {
		tag := ""
		if f.Tag != nil {
			text, _ := strconv.Unquote(f.Tag.Value)
			tag, _, _ = strings.Cut(reflect.StructTag(text).Get("json"), ",")
		}
		switch {
		case tag == "" && len(f.Names) > 0 && f.Names[0].IsExported():
			without = f.Names[0].Name
		case tag != "":
			if is = true; tag != "-" && !snakeCase.MatchString(tag) {
				t.Errorf("%s: %s isn't in snake_case", file, tag)
			}
		}
	}
	if is && without != "" {
		t.Errorf("%s: %s has no name in JSON", file, without)
	}
	return is
}
