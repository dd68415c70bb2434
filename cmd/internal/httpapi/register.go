package httpapi

import (
	"bytes"
	"context"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

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

// reply is an answer as huma takes it.
type reply[O any] struct{ Body O }

// register has huma read, check and document what an operation takes and gives.
func register[I, O any](a *API, op operation, do func(context.Context, *call, *I) (O, error)) {
	o := a.describe(op)
	if o.Method != http.MethodGet {
		o.Parameters = append(o.Parameters, idempotencyKey())
	}
	huma.Register(a.huma, *o, func(ctx context.Context, in *I) (*reply[O], error) {
		c := callOf(ctx)
		var out O
		out, c.failed = do(ctx, c, in)
		if c.failed != nil || c.status != 0 { // refused, or answered already
			return nil, nil
		}
		return &reply[O]{out}, nil
	})
}

// describe is an operation as the OpenAPI document has it.
func (a *API) describe(op operation) *huma.Operation {
	method, path, _ := strings.Cut(op.route, " ")
	noun, _, _ := strings.Cut(strings.TrimPrefix(path, "/v1/"), "/")
	return &huma.Operation{
		Method: method, Path: path, OperationID: op.id, Summary: op.summary, Description: op.doc, Tags: []string{noun}, DefaultStatus: op.status,
		Responses:    map[string]*huma.Response{"default": a.problemResponse()},
		MaxBodyBytes: -1, BodyReadTimeout: -1, // the frame has read the body by then
		RejectUnknownQueryParameters: true,
	}
}

// adapter has the frame stand around huma's operations.
type adapter struct{ *API }

// ServeHTTP is asked for by huma's tests alone.
func (a adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.serve(w, r) }

// Handle puts an operation of huma's into the frame.
func (a adapter) Handle(op *huma.Operation, do func(huma.Context)) {
	changes := op.Method != http.MethodGet
	rt := &route{changes: changes, body: changes, conditional: hasParam(op, "If-Match")}
	rt.do = func(c *call) error {
		if err := c.prepare(op); err != nil {
			return err
		}
		ctx, cancel := context.WithTimeout(context.WithValue(c.r.Context(), inCall{}, c), c.api.settings.Load().Limits.Answer)
		defer cancel()
		r := c.r.WithContext(ctx)
		r.Body = io.NopCloser(bytes.NewReader(c.body))
		do(humago.NewContext(op, r, c))
		if c.tried {
			c.status = http.StatusOK // nothing was made
		}
		return c.failed
	}
	a.handle(op.Method+" "+op.Path, rt)
}

// prepare looks at what huma doesn't.
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
	media := c.r.Header.Get("Content-Type")
	if t, _, err := mime.ParseMediaType(media); media != "" && (err != nil || t != "application/json") {
		return badMedia("application/json")
	}
	return nil
}

func hasParam(op *huma.Operation, name string) bool {
	return slices.ContainsFunc(op.Parameters, func(p *huma.Param) bool { return p.Name == name })
}
