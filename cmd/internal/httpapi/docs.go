package httpapi

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the page and its style
	"encoding/base64"
	"html/template"
	"maps"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed docs.html
var docsText string

//go:embed docs.css
var docsStyle string

// docsTag is the operations of a noun.
type docsTag struct {
	Name       string
	Operations []docsOperation
}

type docsOperation struct {
	*huma.Operation
	Takes []docsBody
	Gives []docsBody
}

// docsBody is a body that is sent or answered.
type docsBody struct {
	Status, Media, Description string
	Schema                     string // the type, in words
	Ref                        string // the name of its schema; empty: none of its own
	Headers                    []string
}

type docsSchema struct {
	Name   string
	Fields []docsField
}

type docsField struct {
	Name, Type, Ref, Description string
	Enum                         []any
	Required                     bool
}

// docsPage is the document as a page that needs nothing from elsewhere and runs
// nothing, with the policy that says so.
func docsPage(spec *huma.OpenAPI) (page []byte, policy string, err error) {
	t, err := template.New("docs").Parse(docsText)
	if err != nil {
		return nil, "", err
	}
	var out bytes.Buffer
	err = t.Execute(&out, map[string]any{
		"Spec": spec, "Style": template.CSS(docsStyle), "Tags": docsTags(spec), "Schemas": docsSchemas(spec), //nolint:gosec // our own style
	})
	sum := sha256.Sum256([]byte(docsStyle))
	policy = "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	return out.Bytes(), policy, err
}

func docsTags(spec *huma.OpenAPI) []docsTag {
	by := map[string][]docsOperation{}
	for _, path := range slices.Sorted(maps.Keys(spec.Paths)) {
		item := spec.Paths[path]
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op != nil {
				by[op.Tags[0]] = append(by[op.Tags[0]], docsOperation{op, takes(op), gives(op)})
			}
		}
	}
	var all []docsTag
	for _, name := range slices.Sorted(maps.Keys(by)) {
		all = append(all, docsTag{name, by[name]})
	}
	return all
}

func takes(op *huma.Operation) (all []docsBody) {
	if op.RequestBody == nil {
		return nil
	}
	for media, m := range op.RequestBody.Content {
		words, ref := typeWords(m.Schema)
		all = append(all, docsBody{Media: media, Schema: words, Ref: ref})
	}
	return all
}

func gives(op *huma.Operation) (all []docsBody) {
	for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
		r := op.Responses[status]
		b := docsBody{Status: status, Description: r.Description, Headers: slices.Sorted(maps.Keys(r.Headers))}
		for media, m := range r.Content {
			b.Media = media
			b.Schema, b.Ref = typeWords(m.Schema)
		}
		all = append(all, b)
	}
	return all
}

func docsSchemas(spec *huma.OpenAPI) (all []docsSchema) {
	schemas := spec.Components.Schemas.Map()
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		s := docsSchema{Name: name}
		for _, field := range slices.Sorted(maps.Keys(schemas[name].Properties)) {
			p := schemas[name].Properties[field]
			words, ref := typeWords(p)
			s.Fields = append(s.Fields, docsField{field, words, ref, p.Description, p.Enum, slices.Contains(schemas[name].Required, field)})
		}
		all = append(all, s)
	}
	return all
}

// typeWords says what type a schema is, and names the schema that it refers to.
func typeWords(s *huma.Schema) (words, ref string) {
	switch {
	case s == nil:
		return "", ""
	case s.Ref != "":
		ref = s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]
		return ref, ref
	case s.Items != nil:
		words, ref = typeWords(s.Items)
		return "list of " + words, ref
	case s.Format != "":
		return s.Type + ", " + s.Format, ""
	}
	return s.Type, ""
}
