package httpapi

import (
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"gatehouse/domain"
)

func (a *API) ssh() {
	a.plain(&huma.Operation{
		Method: http.MethodGet, Path: "/v1/ssh/authorized-keys", OperationID: "authorized-keys", Tags: []string{"answers"},
		Summary:     "The SSH keys by which a person may log in",
		Description: "For sshd's AuthorizedKeysCommand; the caller's key needs access.ask. A line per key; none of whom isn't an active member.",
		Parameters:  []*huma.Param{{Name: "user", In: "query", Required: true, Schema: &huma.Schema{Type: "string"}, Description: "an e-mail address or an id"}},
		Responses:   a.answers("text/plain", "lines as in authorized_keys", reflect.TypeFor[string]()),
	}, route{}, func(c *call) error {
		q, err := c.queryOf("user")
		if err != nil {
			return err
		}
		user := q.Get("user")
		if user == "" {
			return domain.Errorf(domain.Invalid, "bad_request", "query user: it is needed, an e-mail address or an id")
		}
		keys, err := c.session.AuthorizedKeys(c.r.Context(), domain.Ref(user))
		if err != nil {
			return err
		}
		var lines strings.Builder
		for _, k := range keys {
			lines.WriteString(k.PublicKey + "\n") // without the comment, which is anyone's words
		}
		c.text(lines.String())
		return nil
	})
}
