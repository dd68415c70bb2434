package httpapi

import (
	"context"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// DryRun is what a change takes that can be tried.
type DryRun struct {
	Only bool `query:"dry_run" doc:"only say what would happen: the answer is the consequences, and nothing changes"`
}

func (d DryRun) dry() bool { return d.Only }

// trial is an input that embeds [DryRun].
type trial interface{ dry() bool }

// tried registers a change that can be tried before. A try is answered with its
// consequences, also where the change would be refused; it takes no
// Idempotency-Key, as there is nothing to repeat.
func tried[I trial, D, O any](a *API, op operation, do func(context.Context, *domain.Session, *I) (D, error),
	preview func(context.Context, *domain.Session, *I) (domain.Consequences, error), object func(D) O) {
	change := changing(op, do, object)
	register(a, op, func(ctx context.Context, c *call, in *I) (O, error) {
		if !(*in).dry() {
			return change(ctx, c, in)
		}
		var none O
		would, err := preview(ctx, c.session, in)
		if err != nil {
			return none, err
		}
		return none, c.would(would)
	})
	a.mayBeTried(op)
}

// would answers with what a change would do.
func (c *call) would(happen domain.Consequences) error {
	c.status = http.StatusOK
	return c.json(object.OfConsequences(happen))
}

// mayBeTried has the document say what a try is answered.
func (a *API) mayBeTried(op operation) {
	o := a.operation(op)
	consequences := a.schema(reflect.TypeFor[object.Consequences]())
	ok := o.Responses["200"]
	if ok == nil { // what is made is answered with another status
		o.Responses["200"] = &huma.Response{
			Description: "what would happen", Content: map[string]*huma.MediaType{jsonType: {Schema: consequences}},
		}
		return
	}
	answer := ok.Content[jsonType]
	answer.Schema = &huma.Schema{OneOf: []*huma.Schema{answer.Schema, consequences}}
}

// operation is one that is registered, as the document has it.
func (a *API) operation(op operation) *huma.Operation {
	o := a.describe(op)
	path := a.spec.Paths[o.Path]
	switch o.Method {
	case http.MethodPost:
		return path.Post
	case http.MethodPatch:
		return path.Patch
	case http.MethodPut:
		return path.Put
	}
	return path.Delete
}
