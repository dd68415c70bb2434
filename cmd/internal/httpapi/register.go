package httpapi

import (
	"context"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"gatehouse/domain"
)

// operation is what is said of an operation.
type operation struct {
	route   string // GET /v1/keys/{key}; its noun is the tag
	id      string // for programs that are made of the OpenAPI document: show-key
	summary string
	doc     string // what the summary doesn't say
	status  int    // of success; 0: 200
}

// none is the input of an operation that takes nothing.
type none struct{}

// read registers an operation that asks and changes nothing. Where what it
// returns has a Version, that is the answer's ETag.
func read[I, D, O any](a *API, op operation, ask func(context.Context, *domain.Session, *I) (D, error), object func(D) O) {
	version := versionOf[D]()
	register(a, op, func(ctx context.Context, c *call, in *I) (O, error) {
		d, err := ask(ctx, c.session, in)
		if err != nil {
			var nothing O
			return nothing, err
		}
		version.tag(c, d)
		return object(d), nil
	})
}

// list registers an operation that lists: the use case returns all, and the
// frame cuts pages of them. I embeds [Paging].
func list[I pager, D, O any](a *API, op operation, ask func(context.Context, *domain.Session, *I) ([]D, error), object func(D) O) {
	name := nameOf[O]()
	register(a, op, func(ctx context.Context, c *call, in *I) ([]O, error) {
		all, err := ask(ctx, c.session, in)
		if err != nil {
			return nil, err
		}
		out := make([]O, len(all))
		for i, d := range all {
			out[i] = object(d)
		}
		p := (*in).paging()
		page, next, err := cut(out, name, p)
		c.link(next, p.Limit)
		return page, err
	})
}

// pages registers an operation that lists, whose use case has cursors of its own.
// next is empty on the last page.
func pages[I pager, D, O any](a *API, op operation, ask func(context.Context, *domain.Session, *I) (rows []D, next domain.Cursor, err error), object func(D) O) {
	register(a, op, func(ctx context.Context, c *call, in *I) ([]O, error) {
		rows, next, err := ask(ctx, c.session, in)
		if err != nil {
			return nil, err
		}
		out := make([]O, len(rows))
		for i, d := range rows {
			out[i] = object(d)
		}
		c.link(seal(next), (*in).paging().Limit)
		return out, nil
	})
}

// change registers an operation that changes something, at most once under an
// Idempotency-Key. An operation that can be bound to a version embeds [IfMatch].
func change[I, D, O any](a *API, op operation, do func(context.Context, *domain.Session, *I) (D, error), object func(D) O) {
	register(a, op, changing(op, do, object))
}

// changing does a change and answers with its object.
func changing[I, D, O any](op operation, do func(context.Context, *domain.Session, *I) (D, error), object func(D) O) func(context.Context, *call, *I) (O, error) {
	version := versionOf[D]()
	return func(ctx context.Context, c *call, in *I) (O, error) {
		var out O
		err := c.once(ctx, op.status, func(s *domain.Session) (any, error) {
			d, err := do(ctx, s, in)
			if err != nil {
				return nil, err
			}
			version.tag(c, d)
			out = object(d)
			return out, nil
		})
		return out, err
	}
}

// register has what an operation takes read and checked, and documents what it
// takes and gives.
func register[I, O any](a *API, op operation, do func(context.Context, *call, *I) (O, error)) {
	a.register(op, reflect.TypeFor[I](), reflect.TypeFor[O](), func(ctx context.Context, c *call, in any) (any, error) {
		return do(ctx, c, in.(*I))
	})
}

func (a *API) register(op operation, takes, gives reflect.Type, do func(context.Context, *call, any) (any, error)) {
	o := a.describe(op)
	in := a.inputOf(takes, o)
	a.gives(o, gives)
	if noun, one, shows := strings.Cut(o.Path, "/{"); shows && o.Method == http.MethodGet && !strings.Contains(one, "/") {
		a.shows[noun] = gives
	}
	changes := o.Method != http.MethodGet
	rt := &route{changes: changes, body: changes, conditional: hasParam(o, "If-Match")}
	if changes {
		o.Parameters = append(o.Parameters, idempotencyKey())
	}
	a.spec.AddOperation(o)
	rt.do = func(c *call) error {
		if err := c.prepare(o); err != nil {
			return err
		}
		v := reflect.New(takes)
		if err := in.bind(c, v); err != nil {
			return err
		}
		out, err := do(c.r.Context(), c, v.Interface())
		if err != nil || c.status != 0 { // refused, or answered already
			return err
		}
		if c.status = o.DefaultStatus; c.status == http.StatusCreated {
			c.locate(out)
		}
		return c.json(out)
	}
	a.handle(o.Method+" "+o.Path, rt)
}

// describe is an operation as the OpenAPI document has it.
func (a *API) describe(op operation) *huma.Operation {
	method, path, _ := strings.Cut(op.route, " ")
	noun, _, _ := strings.Cut(strings.TrimPrefix(path, "/v1/"), "/")
	return &huma.Operation{
		Method: method, Path: path, OperationID: op.id, Summary: op.summary, Description: op.doc, Tags: []string{noun}, DefaultStatus: op.status,
		Responses: map[string]*huma.Response{"default": a.problemResponse()},
	}
}

// prepare looks at what is the same for all.
func (c *call) prepare(op *huma.Operation) error {
	if !c.route.changes {
		return nil
	}
	if c.r.Header.Get("If-Match") != "" && !c.route.conditional {
		return domain.Errorf(domain.Invalid, "no_version", "this change can't be bound to a version; leave If-Match out")
	}
	if len(c.body) == 0 || op.RequestBody == nil {
		return nil
	}
	return c.media(jsonType)
}

func hasParam(op *huma.Operation, name string) bool {
	return slices.ContainsFunc(op.Parameters, func(p *huma.Param) bool { return p.Name == name })
}

// locate tells where what was made can be read, if it can (RFC 9110, 10.2.2).
func (c *call) locate(made any) {
	noun := "/v1/" + strings.SplitN(c.r.URL.Path, "/", 4)[2]
	v := reflect.ValueOf(made)
	if c.api.shows[noun] != v.Type() {
		return
	}
	id := v.FieldByName("ID")
	if !id.IsValid() {
		id = v.FieldByName("Name") // a role has no other
	}
	c.Header().Set("Location", noun+"/"+url.PathEscape(id.String()))
}
