package httpapi

import (
	"reflect"
	"strconv"
	"strings"

	"gatehouse/domain"
)

// IfMatch binds a change to a version that was seen: its use case takes Version.
type IfMatch struct {
	Tag     string `header:"If-Match" doc:"the ETag of what is to be changed; once it has another one the answer is 412" example:"\"7\""`
	Version uint64 // 0: whatever it is
}

func (m IfMatch) version() uint64 { return m.Version }

func (m *IfMatch) read() (err error) {
	m.Version, err = parseTag(m.Tag)
	return err
}

// parseTag reads an entity tag of ours (RFC 9110, 13.1.1): "7", or * for any.
func parseTag(tag string) (uint64, error) {
	tag = strings.TrimSpace(tag)
	if tag == "" || tag == "*" {
		return 0, nil
	}
	inner, ok := strings.CutPrefix(tag, `"`)
	inner, ends := strings.CutSuffix(inner, `"`)
	v, err := strconv.ParseUint(inner, 10, 64)
	if !ok || !ends || err != nil || v == 0 {
		return 0, domain.Errorf(domain.Invalid, "bad_version", `a version looks like "7", with its quotes`)
	}
	return v, nil
}

// versioned is where a record keeps its version; nil: it has none.
type versioned []int

func versionOf[D any]() versioned {
	t := reflect.TypeFor[D]()
	if t.Kind() != reflect.Struct {
		return nil
	}
	f, ok := t.FieldByName("Version")
	if !ok || f.Type.Kind() != reflect.Uint64 {
		return nil
	}
	return f.Index
}

// tag tells the client the version of what it is answered.
func (v versioned) tag(c *call, d any) {
	if v == nil {
		return
	}
	if n := reflect.ValueOf(d).FieldByIndex(v).Uint(); n > 0 {
		c.Header().Set("ETag", `"`+strconv.FormatUint(n, 10)+`"`)
	}
}
