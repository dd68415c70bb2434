package httpapi

import (
	"encoding/json"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// Check asks whether someone may do something.
type Check struct {
	Subject domain.Ref `json:"subject,omitempty" doc:"an id, an e-mail address or a service user's name; left out: who asks. About others it needs access.ask" example:"eva@example.com"`
	Right   string     `json:"right" example:"members.invite"`
	On      string     `json:"on,omitempty" doc:"about what: KIND/NAME or any" example:"project/Atlas"`
	Giving  string     `json:"giving,omitempty" doc:"the role that the act would give"`
	Channel string     `json:"channel,omitempty" enum:"web,mobile,console,api" doc:"left out: web for persons, api for service users"`
}

func (a *API) check() {
	body := a.schema(reflect.TypeFor[Check]())
	a.plain(&huma.Operation{
		Method: http.MethodPost, Path: "/v1/check", OperationID: "check", Tags: []string{"answers"},
		Summary:     "May someone do something?",
		Description: "The decision with its gates and, for a no, the smallest change that would turn it.",
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{jsonType: {Schema: body}}},
		Responses:   a.answers(jsonType, "the decision", reflect.TypeFor[object.Decision]()),
	}, route{body: true, recent: true}, func(c *call) error {
		var q Check
		if err := c.readJSON(body, &q); err != nil {
			return err
		}
		e, err := c.session.Check(c.r.Context(), domain.Question{Subject: q.Subject, Right: q.Right, On: q.On, Giving: q.Giving, Channel: q.Channel})
		if err != nil {
			return err
		}
		return c.json(object.OfDecision(e))
	})
}

// readJSON reads the body of an operation that huma doesn't read.
func (c *call) readJSON(s *huma.Schema, into any) error {
	if err := c.media(jsonType); err != nil {
		return err
	}
	if _, err := parseJSON(c.body, s, c.api.spec.Components.Schemas); err != nil {
		return err
	}
	if err := json.Unmarshal(c.body, into); err != nil {
		return domain.Errorf(domain.Invalid, "bad_request", "body: it doesn't fit its schema, an object of texts")
	}
	return nil
}
