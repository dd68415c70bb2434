package httpapi

import (
	"context"
	"crypto/sha256"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

// maxRequestName bounds an Idempotency-Key, in characters.
const maxRequestName = 255

func idempotencyKey() *huma.Param {
	most := maxRequestName
	return &huma.Param{
		Name: "Idempotency-Key", In: "header", Schema: &huma.Schema{Type: "string", MaxLength: &most},
		Description: "a name that you draw for this request: made again within 24 hours under the same name it changes nothing and is answered as before, without secret and token",
	}
}

// once does a change, at most once under the name that the request has. A repeat
// is answered as before.
func (c *call) once(ctx context.Context, status int, do func(*domain.Session) (any, error)) error {
	names := c.r.Header.Values("Idempotency-Key")
	if len(names) == 0 {
		_, err := do(c.session)
		return err
	}
	repeat, err := c.repeat(names)
	if err != nil {
		return err
	}
	if done, err := c.replay(ctx, repeat); done || err != nil {
		return err
	}
	out, err := do(c.session.Once(repeat))
	if e := domain.KindOf(err); e == domain.Conflict {
		if done, _ := c.replay(ctx, repeat); done { // the same request was under way beside this one
			return nil
		}
	}
	if err != nil {
		return err
	}
	body, err := object.Encode(withoutSecrets(out), "", "")
	if err == nil {
		err = c.session.Keep(ctx, repeat, max(status, http.StatusOK), append(body, '\n'))
	}
	if err != nil { // it is done; a repeat will be told so
		c.api.config.Log.Error("an answer couldn't be kept for a repeat", "route", c.name(), "err", domain.Clean(domain.Masked(err.Error())))
	}
	return nil
}

// repeat names the request by what the client drew and all that it asks.
func (c *call) repeat(names []string) (domain.Repeat, error) {
	name := names[0]
	visible := strings.IndexFunc(name, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
	if len(names) > 1 || name == "" || len(name) > maxRequestName || !visible {
		return domain.Repeat{}, domain.Errorf(domain.Invalid, "bad_idempotency_key", "an Idempotency-Key is one of up to %d visible ASCII characters", maxRequestName)
	}
	sum := sha256.New()
	for _, part := range []string{c.r.Method, c.r.URL.RequestURI(), c.r.Header.Get("If-Match")} {
		sum.Write([]byte(part + "\n")) // none of them has a line break
	}
	sum.Write(c.body)
	r := domain.Repeat{Key: name}
	sum.Sum(r.Request[:0])
	return r, nil
}

// replay answers as before, if this was done before.
func (c *call) replay(ctx context.Context, r domain.Repeat) (bool, error) {
	old, found, err := c.session.Repeated(ctx, r)
	if err != nil || !found {
		return false, err
	}
	h := c.Header()
	h["Content-Type"] = asJSON
	h.Set("Idempotent-Replay", "true")
	h.Del("ETag") // it may have changed since
	c.status = old.Status
	c.out.Reset()
	c.out.Write(old.Body)
	return true, nil
}

// withoutSecrets is a copy of an object, or of a list of them, without secret and
// token.
func withoutSecrets(v any) any {
	all := reflect.ValueOf(v)
	switch all.Kind() {
	case reflect.Slice:
		out := reflect.MakeSlice(all.Type(), all.Len(), all.Len())
		for i := range all.Len() {
			out.Index(i).Set(reflect.ValueOf(withoutSecrets(all.Index(i).Interface())))
		}
		return out.Interface()
	case reflect.Struct:
		out := reflect.New(all.Type()).Elem()
		out.Set(all)
		for i := range out.NumField() {
			f, name := out.Field(i), strings.Split(out.Type().Field(i).Tag.Get("json"), ",")[0]
			switch {
			case name == "secret" || name == "token":
				f.SetZero()
			case f.CanSet() && (f.Kind() == reflect.Struct || f.Kind() == reflect.Slice):
				f.Set(reflect.ValueOf(withoutSecrets(f.Interface())))
			}
		}
		return out.Interface()
	default:
		return v
	}
}
