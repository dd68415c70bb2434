package httpapi

import (
	"net/url"

	"gatehouse/domain"
)

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
