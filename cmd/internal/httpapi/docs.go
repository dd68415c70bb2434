package httpapi

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the style
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	g "maragu.dev/gomponents"
	"maragu.dev/gomponents/html"
)

//go:embed docs.css
var docsStyle string

// docsPage is the document as a page that needs nothing from elsewhere and runs
// nothing, with the policy that says so.
func docsPage(spec *huma.OpenAPI) (page []byte, policy string, err error) {
	sum := sha256.Sum256([]byte(docsStyle))
	policy = "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	title := spec.Info.Title + " API"
	by := operationsByTag(spec)
	tags := slices.Sorted(maps.Keys(by))
	var out bytes.Buffer
	err = html.Doctype(html.HTML(html.Lang("en"),
		html.Head(
			html.Meta(html.Charset("utf-8")), html.Meta(html.Name("viewport"), html.Content("width=device-width, initial-scale=1")),
			html.TitleEl(g.Text(title)), html.StyleEl(g.Raw(docsStyle)),
		),
		html.Body(
			html.Header(
				html.H1(g.Text(title+" "), html.Small(g.Text(spec.Info.Version))),
				html.P(g.Text(spec.Info.Description)),
				html.P(g.Text("For programs: "), html.A(html.Href("/openapi.json"), g.Text("openapi.json")), g.Text(" (OpenAPI "+spec.OpenAPI+")."), servedAt(spec)),
			),
			html.Nav(html.Aria("label", "Contents"), html.Ul(
				g.Map(tags, func(tag string) g.Node { return html.Li(html.A(html.Href("#tag-"+tag), g.Text(tag))) }),
				html.Li(html.A(html.Href("#objects"), g.Text("objects"))),
			)),
			html.Main(
				g.Map(tags, func(tag string) g.Node {
					return g.Group{html.H2(html.ID("tag-"+tag), g.Text(tag)), g.Map(by[tag], operationShown)}
				}),
				html.H2(html.ID("objects"), g.Text("objects")),
				schemasShown(spec),
			),
		),
	)).Render(&out)
	return out.Bytes(), policy, err
}

func servedAt(spec *huma.OpenAPI) g.Node {
	return g.Map(spec.Servers, func(s *huma.Server) g.Node {
		return g.Group{g.Text(" Here it is served at "), html.Code(g.Text(s.URL)), g.Text(".")}
	})
}

func operationsByTag(spec *huma.OpenAPI) map[string][]*huma.Operation {
	by := map[string][]*huma.Operation{}
	for _, path := range slices.Sorted(maps.Keys(spec.Paths)) {
		item := spec.Paths[path]
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op != nil {
				by[op.Tags[0]] = append(by[op.Tags[0]], op)
			}
		}
	}
	return by
}

func operationShown(op *huma.Operation) g.Node {
	return html.Details(html.ID(op.OperationID),
		html.Summary(html.Code(html.Span(html.Class("method"), g.Text(op.Method)), g.Text(" "+op.Path)), html.Br(), g.Text(op.Summary)),
		g.If(op.Description != "", html.P(g.Text(op.Description))),
		g.Iff(len(op.Parameters) > 0, func() g.Node {
			return g.Group{html.H3(g.Text("Parameters")), rows([]string{"name", "in", "what"}, op.Parameters, func(p *huma.Param) []g.Node {
				return []g.Node{
					g.Group{html.Code(g.Text(p.Name)), g.If(p.Required, html.Small(g.Text(" needed")))}, g.Text(p.In),
					g.Group{g.Text(p.Description), html.Small(g.Text(" " + boundsShown(p.Schema)))},
				}
			})}
		}),
		g.Iff(op.RequestBody != nil, func() g.Node {
			content := op.RequestBody.Content
			return g.Group{html.H3(g.Text("Body")), g.Map(slices.Sorted(maps.Keys(content)), func(media string) g.Node {
				return html.P(html.Code(g.Text(media)), g.Text(": "), typeShown(content[media].Schema))
			})}
		}),
		html.H3(g.Text("Answers")),
		rows([]string{"status", "what", "body"}, slices.Sorted(maps.Keys(op.Responses)), func(status string) []g.Node {
			r := op.Responses[status]
			headers := slices.Sorted(maps.Keys(r.Headers))
			return []g.Node{
				g.Text(status),
				g.Group{g.Text(r.Description), g.If(len(headers) > 0, html.Small(g.Text(" headers: "+strings.Join(headers, ", "))))},
				g.Map(slices.Sorted(maps.Keys(r.Content)), func(media string) g.Node {
					return g.Group{html.Code(g.Text(media)), g.Text(" "), typeShown(r.Content[media].Schema)}
				}),
			}
		}),
	)
}

func schemasShown(spec *huma.OpenAPI) g.Node {
	schemas := spec.Components.Schemas.Map()
	return g.Map(slices.Sorted(maps.Keys(schemas)), func(name string) g.Node {
		s := schemas[name]
		return html.Section(html.ID("object-"+name), html.H3(g.Text(name)),
			rows([]string{"field", "type", "what"}, slices.Sorted(maps.Keys(s.Properties)), func(field string) []g.Node {
				p := s.Properties[field]
				return []g.Node{
					html.Code(g.Text(field)),
					g.Group{typeShown(p), g.If(!slices.Contains(s.Required, field), html.Small(g.Text(" where there is one")))},
					g.Group{g.Text(p.Description), html.Small(g.Text(" " + enumShown(p)))},
				}
			}),
		)
	})
}

// rows is a table with a row for each item.
func rows[T any](heads []string, items []T, cells func(T) []g.Node) g.Node {
	return html.Table(
		html.THead(html.Tr(g.Map(heads, func(h string) g.Node { return html.Th(g.Text(h)) }))),
		html.TBody(g.Map(items, func(item T) g.Node {
			return html.Tr(g.Map(cells(item), func(c g.Node) g.Node { return html.Td(c) }))
		})),
	)
}

// boundsShown says what a parameter can be.
func boundsShown(s *huma.Schema) string {
	if s == nil {
		return ""
	}
	said := []string{s.Type, s.Format, enumShown(s)}
	if s.Default != nil {
		said = append(said, fmt.Sprint("default ", s.Default))
	}
	return strings.Join(slices.DeleteFunc(said, func(part string) bool { return part == "" }), ", ")
}

func enumShown(s *huma.Schema) string {
	if len(s.Enum) == 0 {
		return ""
	}
	said := make([]string, len(s.Enum))
	for i, one := range s.Enum {
		said[i] = fmt.Sprint(one)
	}
	return "one of " + strings.Join(said, ", ")
}

// typeShown says what type a schema is, and leads to the object that it refers to.
func typeShown(s *huma.Schema) g.Node {
	switch {
	case s == nil:
		return g.Group{}
	case s.Ref != "":
		name := s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]
		return html.A(html.Href("#object-"+name), g.Text(name))
	case s.Items != nil:
		return g.Group{g.Text("list of "), typeShown(s.Items)}
	case s.Format != "":
		return g.Text(s.Type + ", " + s.Format)
	}
	return g.Text(s.Type)
}
