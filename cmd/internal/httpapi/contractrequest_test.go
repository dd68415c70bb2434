package httpapi_test

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// trial is one operation of the document and a workspace of its own, furnished, to
// try it in.
type trial struct {
	*house
	d           *document
	o           *operationSaid
	ours, other map[string]string // by which ids things go here, and in another workspace
}

// request is what an operation is sent, part by part.
type request struct {
	path, query map[string]string
	body        map[string]any
	text        *string // in place of the body
	headers     []string
}

// valid is a request that the operation does.
func (c *trial) valid() request {
	c.t.Helper()
	more, r := specials[c.o.ID], request{path: map[string]string{}, query: map[string]string{}}
	say := func(name string, from map[string]string) string {
		if v, is := from[name]; is {
			return c.filled(v)
		}
		v, is := given[name]
		if !is {
			c.t.Fatalf("%s needs %s: say it in given, or for this operation in specials (contractfixtures_test.go)", c.o.ID, name)
		}
		return c.filled(v)
	}
	for _, p := range c.o.Parameters {
		_, special := more.query[p.Name]
		switch {
		case p.In == "path":
			r.path[p.Name] = say(p.Name, more.path)
		case p.In == "query" && len(p.Schema.Enum) > 0 && p.Required:
			r.query[p.Name] = p.Schema.Enum[0].(string)
		case p.In == "query" && (p.Required || special):
			r.query[p.Name] = say(p.Name, more.query)
		}
	}
	s, _ := c.d.body(c.o)
	if s == nil || !c.o.RequestBody.Required {
		return r
	}
	r.body = map[string]any{}
	for _, name := range s.Required {
		field := s.Properties[name]
		switch {
		case more.body[name] != nil:
		case len(field.Enum) > 0:
			r.body[name] = field.Enum[0]
		case field.Type == "integer":
			r.body[name] = 60
		case field.Type == "boolean":
			r.body[name] = true
		case field.Type == "array":
			r.body[name] = []any{}
		default:
			r.body[name] = say(name, nil)
		}
	}
	maps.Copy(r.body, more.body)
	return r
}

// filled puts ids where their names stand.
func (c *trial) filled(text string) string {
	name, is := strings.CutPrefix(text, "<")
	if !is {
		return text
	}
	id := c.ours[strings.TrimSuffix(name, ">")]
	if id == "" {
		c.t.Fatalf("furnish makes no %s", text)
	}
	return id
}

// with is the request with another value in one place: path, query or body.
func (r request) with(in, name string, value any) request {
	switch in {
	case "path":
		r.path = maps.Clone(r.path)
		r.path[name], _ = value.(string)
	case "query":
		r.query = maps.Clone(r.query)
		r.query[name], _ = value.(string)
	default:
		r.body = maps.Clone(r.body)
		if r.body == nil {
			r.body = map[string]any{}
		}
		r.body[name] = value
	}
	return r
}

func (r request) without(field string) request {
	r.body = maps.Clone(r.body)
	delete(r.body, field)
	return r
}

func (r request) saying(text string) request {
	r.text = &text
	return r
}

func (r request) under(headers ...string) request {
	r.headers = headers
	return r
}

// send makes the request with a key. No answer is ever a mistake of the server's.
func (c *trial) send(key string, r request) answer {
	c.t.Helper()
	path := c.o.path
	for name, value := range r.path {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
	}
	query := url.Values{}
	for name, value := range r.query {
		query.Set(name, value)
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	_, media := c.d.body(c.o)
	headers := r.headers
	if !slices.Contains(headers, "Content-Type") {
		headers = append([]string{"Content-Type", media}, headers...)
	}
	a := c.ask(key, c.o.method+" "+path, r.encoded(c.t, media), headers...)
	if a.status >= 500 {
		c.t.Errorf("%d to %s %.200s: %s", a.status, path, r.body, a.body)
	}
	for _, h := range [][2]string{{"Cache-Control", "no-store"}, {"X-Content-Type-Options", "nosniff"}, {"Referrer-Policy", "no-referrer"}, {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"}} {
		if got := a.header.Values(h[0]); len(got) != 1 || got[0] != h[1] {
			c.t.Errorf("%s %s: %s is %q", c.o.ID, path, h[0], got)
		}
	}
	return a
}

func (r request) encoded(t testing.TB, media string) string {
	t.Helper()
	switch {
	case r.text != nil:
		return *r.text
	case r.body == nil:
		return ""
	case media == "application/x-www-form-urlencoded":
		form := url.Values{}
		for name, value := range r.body {
			text, _ := value.(string)
			form.Set(name, text)
		}
		return form.Encode()
	}
	body, err := json.Marshal(r.body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
