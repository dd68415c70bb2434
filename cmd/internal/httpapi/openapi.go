package httpapi

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// document is the OpenAPI document before any operation is in it.
func (a *API) document() *huma.OpenAPI {
	spec := &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info:    &huma.Info{Title: "gatehouse", Version: a.config.Version, Description: about},
		Components: &huma.Components{
			Schemas:         huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer),
			SecuritySchemes: map[string]*huma.SecurityScheme{"key": {Type: "http", Scheme: "bearer", Description: "an API key of a service user"}},
		},
		Security: []map[string][]string{{"key": {}}},
	}
	if a.config.PublicURL != "" {
		spec.Servers = []*huma.Server{{URL: strings.TrimSuffix(a.config.PublicURL, "/")}}
	}
	return spec
}

const about = "Users and permissions of a workspace. Every request but for the health and this document carries an API key as Authorization: Bearer KEY. " +
	"Errors are application/problem+json (RFC 9457) with a kind, a stable code and a sentence; 401 means that the key can't be used. " +
	"Lists come in pages: follow the Link with rel=\"next\". An item's ETag is its version; a change takes it in If-Match. " +
	"RateLimit says how many requests are left to a key, Retry-After when to come back."

func (a *API) problemResponse() *huma.Response {
	return &huma.Response{
		Description: "not done, and why",
		Content:     map[string]*huma.MediaType{"application/problem+json": {Schema: a.schema(reflect.TypeFor[Problem]())}},
	}
}

// schema is the schema of a type, which the document then has.
func (a *API) schema(t reflect.Type) *huma.Schema {
	return a.spec.Components.Schemas.Schema(t, true, "")
}

// plain registers an operation that reads and answers by itself; what the
// document says of it is written by hand.
func (a *API) plain(op *huma.Operation, rt route, do func(*call) error) {
	op.Responses["default"] = a.problemResponse()
	a.spec.AddOperation(op)
	rt.do = do
	a.handle(op.Method+" "+op.Path, &rt)
}

// answers is the response of a plain operation.
func (a *API) answers(media, description string, t reflect.Type) map[string]*huma.Response {
	return map[string]*huma.Response{"200": {Description: description, Content: map[string]*huma.MediaType{media: {Schema: a.schema(t)}}}}
}

// neverNull says of lists that they are [] when empty: huma takes every list of Go
// for one that may be null.
func neverNull(spec *huma.OpenAPI) {
	list := func(s *huma.Schema) {
		if s != nil && s.Type == huma.TypeArray {
			s.Nullable = false
		}
	}
	for _, s := range spec.Components.Schemas.Map() {
		for _, field := range s.Properties {
			list(field)
		}
	}
	for _, item := range spec.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op == nil {
				continue
			}
			for _, r := range op.Responses {
				for _, m := range r.Content {
					list(m.Schema)
				}
			}
		}
	}
}

// publish serves the document and the page that shows it, as they are once all
// operations are registered.
func (a *API) publish() error {
	spec := a.spec
	neverNull(spec)
	body, err := json.MarshalIndent(spec, "", "  ")
	if err != nil {
		return err
	}
	page, policy, err := docsPage(spec)
	if err != nil {
		return err
	}
	a.handle("GET /openapi.json", &route{open: true, do: func(c *call) error {
		c.Header()["Content-Type"] = asJSON
		c.out.Write(body)
		return nil
	}})
	a.handle("GET /docs", &route{open: true, do: func(c *call) error {
		c.Header()["Content-Type"] = []string{"text/html; charset=utf-8"}
		c.Header()["Content-Security-Policy"] = []string{policy}
		c.out.Write(page)
		return nil
	}})
	return nil
}
