package httpapi

import (
	"net/http"
	"net/url"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// Introspection is whether an API key can be used, and whose it is (RFC 7662, 2.2).
// Of a key that can't be used there is active alone.
type Introspection struct {
	Active    bool   `json:"active"`
	ClientID  string `json:"client_id,omitempty" doc:"the service user's name"`
	Subject   string `json:"sub,omitempty" doc:"the service user's id"`
	Username  string `json:"username,omitempty" doc:"the service user's name"`
	TokenType string `json:"token_type,omitempty" enum:"Bearer"`
	Expires   int64  `json:"exp,omitempty" doc:"seconds since 1970; a key without it never expires"`
	Issued    int64  `json:"iat,omitempty" doc:"seconds since 1970"`
	Workspace string `json:"workspace,omitempty" doc:"the slug of the workspace"`
	Role      string `json:"role,omitempty" doc:"the service user's role"`
	Key       string `json:"key_id,omitempty" doc:"the id of the key"`
}

// introspectForm is what is sent (RFC 7662, 2.1).
type introspectForm struct {
	Token string `json:"token" doc:"the API key that is asked about"`
	Hint  string `json:"token_type_hint,omitempty" doc:"isn't looked at: there is one type"`
}

func (a *API) introspection() {
	a.plain(&huma.Operation{
		Method: http.MethodPost, Path: "/v1/introspect", OperationID: "introspect", Tags: []string{"answers"},
		Summary:     "Whether an API key can be used, and whose it is",
		Description: "OAuth 2.0 token introspection (RFC 7662). The caller's own key needs access.ask. Of a key that can't be used, for whatever reason, the answer is {\"active\":false} and nothing more. Of one that can, this counts as a use.",
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{formType: {Schema: a.schema(reflect.TypeFor[introspectForm]())}}},
		Responses:   a.answers(jsonType, "about the key", reflect.TypeFor[Introspection]()),
	}, route{body: true, recent: true}, func(c *call) error {
		token, err := c.formToken()
		if err != nil {
			return err
		}
		out, err := introspect(c, token)
		if err != nil {
			return err
		}
		return c.json(out)
	})
}

// formToken is the token of a form that was sent as the body.
func (c *call) formToken() (string, error) {
	if err := c.media(formType); err != nil {
		return "", err
	}
	form, err := url.ParseQuery(string(c.body))
	if err != nil || len(form["token"]) != 1 || form["token"][0] == "" {
		return "", domain.Errorf(domain.Invalid, "bad_request", "the form needs one token, the API key that is asked about")
	}
	return form["token"][0], nil
}

func introspect(c *call, token string) (Introspection, error) {
	ctx := c.r.Context()
	v, err := c.session.Introspect(ctx, token)
	if err != nil || !v.Valid {
		return Introspection{}, err
	}
	out := Introspection{
		Active: true, ClientID: v.Service.Name, Subject: string(v.Service.ID), Username: v.Service.Handle(), TokenType: "Bearer",
		Issued: v.Key.CreatedAt.Unix(), Workspace: c.session.Slug(), Role: v.Service.RoleAt(c.session.Now()), Key: string(v.Key.ID),
	}
	if !v.Key.ExpiresAt.IsZero() {
		out.Expires = v.Key.ExpiresAt.Unix()
	}
	return out, nil
}

// json answers with an object.
func (c *call) json(v any) error {
	c.Header()["Content-Type"] = asJSON
	body, err := object.Encode(v, "", "")
	c.out.Write(body)
	c.out.WriteByte('\n')
	return err
}
