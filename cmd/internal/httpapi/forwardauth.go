package httpapi

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"gatehouse/domain"
)

// forwardAuth answers proxies that ask before they let a request through (nginx's
// auth_request, Caddy's and Traefik's forward auth). They know 200, 401 and 403.
func (a *API) forwardAuth() {
	const path = "/v1/forward-auth"
	text := &huma.Schema{Type: "string"}
	op := &huma.Operation{
		Method: http.MethodGet, Path: path, OperationID: "forward-auth", Tags: []string{"answers"},
		Summary:     "May the request's key do something? For proxies",
		Description: "Answers any method with 200, 401 or 403 and nothing else. The proxy must overwrite what a client sends as Remote-User and Remote-Role.",
		Parameters: []*huma.Param{
			{Name: "right", In: "query", Required: true, Schema: text, Description: "the right that the request needs"},
			{Name: "on", In: "query", Schema: text, Description: "about what: KIND/NAME or any"},
		},
		Responses: map[string]*huma.Response{
			"200": {Description: "it may", Headers: map[string]*huma.Param{"Remote-User": {Schema: text, Description: "the id of the service user"}, "Remote-Role": {Schema: text, Description: "its role"}}},
			"401": a.problemResponse(), "403": a.problemResponse(),
		},
	}
	a.spec.AddOperation(op)
	a.handle(path, &route{proxy: true, recent: true, do: forwarded})
}

func forwarded(c *call) error {
	ctx := c.r.Context()
	q, err := c.queryOf("right", "on")
	if err != nil {
		return err
	}
	e, err := c.session.Check(ctx, domain.Question{Right: q.Get("right"), On: q.Get("on")})
	if err != nil {
		return err
	}
	if !e.Allowed {
		return shut()
	}
	me, err := c.session.Me(ctx)
	if err != nil {
		return err
	}
	c.Header().Set("Remote-User", string(me.Member.ID))
	c.Header().Set("Remote-Role", inHeader(me.Member.RoleName))
	return nil
}

// shut is a no to a proxy, whatever the reason: it takes another status for an
// accident, and some let the request through then.
func shut() *refusal {
	return &refusal{err: domain.Errorf(domain.Denied, "not_allowed", "this key may not do that, or nobody knows that it may"), status: http.StatusForbidden, challenge: fewRight}
}

// inHeader is a name as a header can carry it, with all but ASCII as %XX: programs
// read other bytes each in their own way, and letters of other alphabets that look
// like ours stay apart.
func inHeader(name string) string {
	var out strings.Builder
	for _, b := range []byte(name) {
		if b <= ' ' && b != ' ' || b > '~' || b == '%' {
			fmt.Fprintf(&out, "%%%02X", b)
		} else {
			out.WriteByte(b)
		}
	}
	return out.String()
}
