package httpapi

import (
	"encoding/base64"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"gatehouse/domain"
)

// Paging is what a list takes.
type Paging struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"100" doc:"how many at most"`
	Cursor string `query:"cursor" maxLength:"1000" doc:"where to go on: as it stands in the Link of the page before"`
}

// pager is an input that embeds [Paging].
type pager interface{ paging() Paging }

func (p Paging) paging() Paging { return p }

// After is the cursor for a use case that has its own.
func (p Paging) After() (domain.Cursor, error) {
	text, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err != nil {
		return "", badCursor()
	}
	return domain.Cursor(text), nil
}

func badCursor() error {
	return domain.Errorf(domain.Invalid, "bad_cursor", "this is no cursor; take the one in the Link of the page before, as it is")
}

// seal is a cursor of a use case as clients see it.
func seal(c domain.Cursor) string { return base64.RawURLEncoding.EncodeToString([]byte(c)) }

// nameOf is where an object has its name in a list: the first of its fields, which
// is an id or a name that no other one has. It may stand in an object that this
// one goes on.
func nameOf[O any]() func(O) string {
	t := reflect.TypeFor[O]()
	var at []int
	for f := t; f.Kind() == reflect.Struct; f = f.Field(0).Type {
		at = append(at, 0)
		if !f.Field(0).Anonymous {
			break
		}
	}
	if len(at) == 0 || t.FieldByIndex(at).Type.Kind() != reflect.String {
		panic("httpapi: the first field of " + t.String() + " doesn't name it")
	}
	return func(o O) string { return reflect.ValueOf(o).FieldByIndex(at).String() }
}

// cut is one page of a whole list, and the cursor of the next one. A cursor says
// which the last one was, and which place it had: when it is gone, the list goes
// on at its place.
func cut[O any](all []O, name func(O) string, p Paging) (page []O, next string, err error) {
	from := 0
	if p.Cursor != "" {
		text, err := p.After()
		place, last, ok := strings.Cut(string(text), " ")
		at, bad := strconv.Atoi(place)
		if err != nil || !ok || bad != nil || at < 0 || last == "" {
			return nil, "", badCursor()
		}
		if i := slices.IndexFunc(all, func(o O) bool { return name(o) == last }); i >= 0 {
			from = i + 1
		} else {
			from = min(at, len(all))
		}
	}
	to := min(from+p.Limit, len(all))
	if to < len(all) {
		next = seal(domain.Cursor(strconv.Itoa(to-1) + " " + name(all[to-1])))
	}
	return all[from:to], next, nil
}

// link tells where the next page is (RFC 8288); relative, as proxies may have
// another idea of the host.
func (c *call) link(next string, limit int) {
	if next == "" {
		return
	}
	q := c.r.URL.Query()
	q.Set("cursor", next)
	q.Set("limit", strconv.Itoa(limit))
	c.Header().Set("Link", "<"+c.r.URL.EscapedPath()+"?"+q.Encode()+`>; rel="next"`)
}
