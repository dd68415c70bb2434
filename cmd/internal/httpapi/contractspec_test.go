package httpapi_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// The OpenAPI document as a client reads it: only what is served counts.

type document struct {
	Paths      map[string]map[string]*operationSaid
	Components struct{ Schemas map[string]*schema }

	seen sync.Map // the fields that came in some answer
}

type operationSaid struct {
	ID          string `json:"operationId"`
	Parameters  []parameterSaid
	RequestBody *struct {
		Required bool
		Content  map[string]contentSaid
	}
	Responses map[string]struct{ Content map[string]contentSaid }

	method, path string
}

type parameterSaid struct {
	Name, In, Description string
	Required              bool
	Schema                *schema
}

type contentSaid struct{ Schema *schema }

// schema is all of JSON Schema that the document uses; a keyword that isn't here
// doesn't decode, so none goes unchecked.
type schema struct {
	Ref                  string             `json:"$ref"`
	Type                 string             `json:"type"`
	Format               string             `json:"format"`
	Description          string             `json:"description"`
	Examples             []any              `json:"examples"`
	Default              any                `json:"default"`
	Enum                 []any              `json:"enum"`
	Minimum              *float64           `json:"minimum"`
	Maximum              *float64           `json:"maximum"`
	MaxLength            *int               `json:"maxLength"`
	Required             []string           `json:"required"`
	Properties           map[string]*schema `json:"properties"`
	AdditionalProperties json.RawMessage    `json:"additionalProperties"` // false, or a schema
	Items                *schema            `json:"items"`
	OneOf                []*schema          `json:"oneOf"`
}

// document reads what is served.
func (h *house) document() *document {
	h.t.Helper()
	body := h.ask("", "GET /openapi.json", "").body
	d := &document{}
	if err := json.Unmarshal([]byte(body), d); err != nil {
		h.t.Fatal(err)
	}
	var raw struct {
		Components struct {
			Schemas map[string]json.RawMessage
		}
	}
	if err := json.Unmarshal([]byte(body), &raw); err != nil {
		h.t.Fatal(err)
	}
	for name, text := range raw.Components.Schemas {
		in := json.NewDecoder(strings.NewReader(string(text)))
		in.DisallowUnknownFields()
		if err := in.Decode(&schema{}); err != nil {
			h.t.Fatalf("the check of schemas doesn't know all of %s: %v", name, err)
		}
	}
	for path, item := range d.Paths {
		for method, op := range item {
			op.method, op.path = strings.ToUpper(method), path
		}
	}
	return d
}

// operations are all of them, by their ids.
func (d *document) operations() (all []*operationSaid) {
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(d.Paths[path])) {
			all = append(all, d.Paths[path][method])
		}
	}
	return all
}

func (o *operationSaid) has(name string) bool {
	return slices.ContainsFunc(o.Parameters, func(p parameterSaid) bool { return p.Name == name })
}

// body is the schema of what is sent, and its media type.
func (d *document) body(o *operationSaid) (*schema, string) {
	if o.RequestBody == nil {
		return nil, ""
	}
	for media, content := range o.RequestBody.Content {
		return d.resolve(content.Schema), media
	}
	return nil, ""
}

func (d *document) resolve(s *schema) *schema {
	if name, is := strings.CutPrefix(s.Ref, "#/components/schemas/"); is {
		return d.Components.Schemas[name]
	}
	return s
}

// success is the status that the document gives for what is done, and the schema
// by media type.
func (o *operationSaid) success(t testing.TB) (status string, content map[string]contentSaid) {
	for _, status := range []string{"201", "202", "200"} { // 200 beside 201 is what a try is answered
		if r, is := o.Responses[status]; is {
			return status, r.Content
		}
	}
	t.Fatalf("the document says no success of %s", o.ID)
	return "", nil
}

// obeys says in what a value differs from its schema; empty: in nothing.
func (d *document) obeys(s *schema, v any, at string) string {
	s = d.resolve(s)
	if len(s.OneOf) > 0 {
		var why []string
		for _, one := range s.OneOf {
			no := d.obeys(one, v, at)
			if no == "" {
				return ""
			}
			why = append(why, no)
		}
		return strings.Join(why, ", and ")
	}
	if s.Enum != nil && !slices.Contains(s.Enum, v) {
		return fmt.Sprintf("%s: %v is none of %v", at, v, s.Enum)
	}
	switch v := v.(type) {
	case map[string]any:
		return d.obeysObject(s, v, at)
	case []any:
		for i, item := range v {
			if s.Items == nil {
				break
			}
			if no := d.obeys(s.Items, item, fmt.Sprintf("%s[%d]", at, i)); no != "" {
				return no
			}
		}
		return isType(s, "array", at)
	case string:
		if no := obeysText(s, v, at); no != "" {
			return no
		}
		return isType(s, "string", at)
	case bool:
		return isType(s, "boolean", at)
	case float64:
		if s.Minimum != nil && v < *s.Minimum || s.Maximum != nil && v > *s.Maximum || s.Type == "integer" && v != float64(int64(v)) {
			return fmt.Sprintf("%s: %v isn't within bounds", at, v)
		}
		if s.Type == "integer" {
			return ""
		}
		return isType(s, "number", at)
	}
	return fmt.Sprintf("%s: %v can't be", at, v)
}

func isType(s *schema, is, at string) string {
	if s.Type != is {
		return fmt.Sprintf("%s: a %s, not a %s", at, is, s.Type)
	}
	return ""
}

func (d *document) obeysObject(s *schema, v map[string]any, at string) string {
	for _, name := range s.Required {
		if _, there := v[name]; !there {
			return at + "." + name + ": it is missing"
		}
	}
	for name, value := range v {
		field := s.Properties[name]
		if field == nil && len(s.AdditionalProperties) > 0 && s.AdditionalProperties[0] == '{' {
			field = &schema{}
			if err := json.Unmarshal(s.AdditionalProperties, field); err != nil {
				return err.Error()
			}
		}
		if field == nil {
			return at + "." + name + ": the document doesn't have it"
		}
		d.seen.Store(field, true)
		if no := d.obeys(field, value, at+"."+name); no != "" {
			return no
		}
	}
	return isType(s, "object", at)
}

func obeysText(s *schema, v, at string) string {
	var err error
	switch s.Format {
	case "date-time":
		_, err = time.Parse(time.RFC3339, v)
	case "date":
		_, err = time.Parse(time.DateOnly, v)
	case "uri":
		_, err = url.Parse(v)
	}
	if err != nil || s.MaxLength != nil && len([]rune(v)) > *s.MaxLength {
		return fmt.Sprintf("%s: %q isn't as it says", at, v)
	}
	return ""
}
