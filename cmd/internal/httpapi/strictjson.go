package httpapi

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"gatehouse/domain"
)

// parseJSON reads a body, and refuses what another reader of the same body, such
// as a proxy that looks for roles, could take for something else (RFC 8259, 4 and
// 8.1): names that stand twice or in other letters than the schema's, and what
// isn't UTF-8. Null is refused too: in some programs it takes a value away, in
// others it leaves it, and here nothing ever is null.
func parseJSON(body []byte, s *huma.Schema, all huma.Registry) (any, error) {
	var value any
	if !utf8.Valid(body) {
		return nil, domain.Errorf(domain.Invalid, "bad_request", "body: it isn't UTF-8")
	}
	if err := json.Unmarshal(body, &value); err != nil {
		return nil, domain.Errorf(domain.Invalid, "bad_request", "body: it isn't JSON")
	}
	return value, plainJSON(json.NewDecoder(bytes.NewReader(body)), s, all, "body")
}

// plainJSON checks one value of JSON that can be read.
func plainJSON(in *json.Decoder, s *huma.Schema, all huma.Registry, at string) error {
	token, err := in.Token()
	if err != nil {
		return err
	}
	if s != nil && s.Ref != "" {
		s = all.SchemaFromRef(s.Ref)
	}
	if s == nil {
		s = &huma.Schema{}
	}
	switch token {
	case nil:
		return domain.Errorf(domain.Invalid, "bad_request", "%s: null says nothing; leave it out, or say its new value", at)
	case json.Delim('['):
		for in.More() {
			if err := plainJSON(in, s.Items, all, at); err != nil {
				return err
			}
		}
		_, err = in.Token()
	case json.Delim('{'):
		err = plainObject(in, s, all, at)
	}
	return err
}

func plainObject(in *json.Decoder, s *huma.Schema, all huma.Registry, at string) error {
	seen := map[string]bool{}
	for in.More() {
		token, err := in.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		at := at + " " + domain.CleanMax(name, 80)
		if seen[name] {
			return domain.Errorf(domain.Invalid, "bad_request", "%s: it stands there twice", at)
		}
		seen[name] = true
		if s.Properties != nil && s.Properties[name] == nil {
			return domain.Errorf(domain.Invalid, "bad_request", "%s: there is no such field", at)
		}
		if err := plainJSON(in, s.Properties[name], all, at); err != nil {
			return err
		}
	}
	_, err := in.Token()
	return err
}
