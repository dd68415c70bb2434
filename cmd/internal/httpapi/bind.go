package httpapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"gatehouse/domain"
)

// huma makes the schemas and validates by them. It could read requests too, but its
// code for that is made anew for each operation, which with all of ours is 4 MB of
// program; this does the same from the same tags, once.

// input is how what an operation takes is read into a struct: by the tags path, query
// and header of its fields, and Body from JSON. A pointer for Body need not come.
type input struct {
	schemas huma.Registry
	params  []param
	body    *huma.Schema
	bodyAt  []int
	needed  bool // there must be a body
}

type param struct {
	*huma.Param
	at      []int
	initial string
	read    func(to reflect.Value, text string) (any, error)
}

// reads is implemented by inputs that make something of what was read.
type reads interface{ read() error }

// inputOf reads the tags of a type, and says in the operation what they say.
func (a *API) inputOf(t reflect.Type, op *huma.Operation) *input {
	in := &input{schemas: a.spec.Components.Schemas}
	for _, f := range reflect.VisibleFields(t) {
		for _, from := range []string{"path", "query", "header"} {
			if name := f.Tag.Get(from); name != "" {
				s := huma.SchemaFromField(in.schemas, f, "")
				p := &huma.Param{Name: name, In: from, Description: f.Tag.Get("doc"), Required: from == "path" || f.Tag.Get("required") == "true", Schema: s}
				how, ok := fromText[f.Type.Kind()]
				if !ok {
					panic(fmt.Sprintf("httpapi: no way to read a %s from %s of %s", f.Type, name, op.OperationID))
				}
				in.params = append(in.params, param{p, f.Index, f.Tag.Get("default"), how})
				op.Parameters = append(op.Parameters, p)
			}
		}
		if f.Name == "Body" {
			in.bodyAt, in.needed = f.Index, f.Type.Kind() != reflect.Pointer
			in.body = huma.SchemaFromField(in.schemas, f, op.OperationID+"-body")
			op.RequestBody = &huma.RequestBody{Required: in.needed, Content: map[string]*huma.MediaType{jsonType: {Schema: in.body}}}
		}
	}
	return in
}

// bind reads a request into a new value of the input's type, which v points to.
func (in *input) bind(c *call, v reflect.Value) error {
	found := &huma.ValidateResult{}
	query, err := c.query()
	if err != nil {
		return err
	}
	for name := range query {
		if !slices.ContainsFunc(in.params, func(p param) bool { return p.In == "query" && p.Name == name }) {
			found.Errors = append(found.Errors, &huma.ErrorDetail{Location: "query." + name, Message: "unknown query parameter"})
		}
	}
	for _, p := range in.params {
		text := p.initial
		switch p.In {
		case "path":
			text = c.r.PathValue(p.Name)
		case "query":
			if said := query.Get(p.Name); said != "" {
				text = said
			} else if query.Has(p.Name) && p.Schema.Type != "string" { // nothing, where a text could be empty
				found.Errors = append(found.Errors, &huma.ErrorDetail{Location: "query." + p.Name, Message: "expected " + p.Schema.Type})
			}
		default:
			all := c.r.Header.Values(p.Name)
			if len(all) > 1 {
				found.Errors = append(found.Errors, &huma.ErrorDetail{Location: "header." + p.Name, Message: "it stands there twice"})
			}
			text = strings.Join(all, ", ")
		}
		if text == "" {
			if p.Required {
				found.Errors = append(found.Errors, &huma.ErrorDetail{Location: p.In + "." + p.Name, Message: "it is missing"})
			}
			continue
		}
		in.set(p, v.Elem().FieldByIndex(p.at), text, found)
	}
	if err := in.bindBody(c, v.Elem(), found); err != nil {
		return err
	}
	if len(found.Errors) > 0 {
		return invalid(found.Errors)
	}
	for i := range v.Elem().NumField() { // what is embedded, such as a version
		if part, is := v.Elem().Field(i).Addr().Interface().(reads); is {
			if err := part.read(); err != nil {
				return err
			}
		}
	}
	return nil
}

// set reads a parameter into its field.
func (in *input) set(p param, to reflect.Value, text string, found *huma.ValidateResult) {
	value, err := p.read(to, text)
	if err != nil {
		found.Errors = append(found.Errors, &huma.ErrorDetail{Location: p.In + "." + p.Name, Message: "expected " + p.Schema.Type})
		return
	}
	in.validate(p.Schema, p.In+"."+p.Name, value, found)
}

// fromText is how a parameter is read into a field of each kind; it returns the
// value as schemas know it.
var fromText = map[reflect.Kind]func(reflect.Value, string) (any, error){
	reflect.String: func(to reflect.Value, text string) (any, error) {
		to.SetString(text)
		return text, nil
	},
	reflect.Bool: func(to reflect.Value, text string) (any, error) {
		b, err := strconv.ParseBool(text)
		to.SetBool(b)
		return b, err
	},
	reflect.Int: func(to reflect.Value, text string) (any, error) {
		n, err := strconv.ParseInt(text, 10, 0)
		to.SetInt(n)
		return n, err
	},
	reflect.Uint64: func(to reflect.Value, text string) (any, error) {
		n, err := strconv.ParseUint(text, 10, 64)
		to.SetUint(n)
		return n, err
	},
}

func (in *input) validate(s *huma.Schema, at string, value any, found *huma.ValidateResult) {
	path := huma.NewPathBuffer(nil, 0)
	path.Push(at)
	huma.Validate(in.schemas, s, path, huma.ModeWriteToServer, value, found)
}

// bindBody reads the body, if the operation takes one.
func (in *input) bindBody(c *call, v reflect.Value, found *huma.ValidateResult) error {
	if in.body == nil {
		return nil
	}
	if len(c.body) == 0 {
		if in.needed {
			found.Errors = append(found.Errors, &huma.ErrorDetail{Location: "body", Message: "it is missing"})
		}
		return nil
	}
	value, err := parseJSON(c.body, in.body, in.schemas)
	if err != nil {
		return err
	}
	before := len(found.Errors)
	in.validate(in.body, "body", value, found)
	if len(found.Errors) > before {
		return nil
	}
	if err := json.Unmarshal(c.body, v.FieldByIndex(in.bodyAt).Addr().Interface()); err != nil {
		return domain.Errorf(domain.Invalid, "bad_request", "body: it doesn't fit its schema")
	}
	return nil
}

// invalid says in one sentence what is wrong. Values aren't repeated: they could
// be secrets.
func invalid(all []error) error {
	var said []string
	for _, err := range all {
		if len(said) == 3 {
			said = append(said, fmt.Sprintf("and %d more", len(all)-3))
			break
		}
		e, is := errors.AsType[*huma.ErrorDetail](err)
		if !is {
			return fmt.Errorf("validating: %w", err)
		}
		said = append(said, strings.Replace(e.Location, ".", " ", 1)+": "+e.Message)
	}
	return domain.Errorf(domain.Invalid, "bad_request", "%s", strings.Join(said, "; "))
}

// gives says in an operation what it answers with.
func (a *API) gives(op *huma.Operation, t reflect.Type) {
	status := op.DefaultStatus
	if status == 0 {
		status = http.StatusOK
	}
	op.Responses[strconv.Itoa(status)] = &huma.Response{
		Description: http.StatusText(status), Content: map[string]*huma.MediaType{jsonType: {Schema: a.schema(t)}},
	}
}
