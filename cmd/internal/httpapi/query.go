package httpapi

import (
	"net/url"
	"slices"

	"gatehouse/domain"
)

// queryOf is query where only these names mean something, and none of them is empty.
func (c *call) queryOf(names ...string) (url.Values, error) {
	q, err := c.query()
	for name := range q {
		switch {
		case !slices.Contains(names, name):
			return nil, domain.Errorf(domain.Invalid, "bad_request", "query %s: unknown query parameter", domain.CleanMax(name, 80))
		case q.Get(name) == "":
			return nil, domain.Errorf(domain.Invalid, "bad_request", "query %s: it is empty", name)
		}
	}
	return q, err
}

// query reads what stands behind the question mark. What readers understand
// differently is refused: what doesn't decode, and names that stand twice.
func (c *call) query() (url.Values, error) {
	if c.r.URL.RawQuery == "" {
		return nil, nil
	}
	q, err := url.ParseQuery(c.r.URL.RawQuery)
	if err != nil {
		return nil, domain.Errorf(domain.Invalid, "bad_request", "query: it can't be read; it is name=value, joined by &, with other characters as %%XX")
	}
	for name, said := range q {
		if len(said) > 1 {
			return nil, domain.Errorf(domain.Invalid, "bad_request", "query %s: it stands there twice", domain.CleanMax(name, 80))
		}
	}
	return q, nil
}
