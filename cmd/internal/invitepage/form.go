package invitepage

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// forms proves that a form that comes back was shown before: for the same token,
// to the same browser, in the last hour.
type forms struct{ key []byte }

const (
	formLasts  = time.Hour
	cookieName = "gatehouse_join"
	cookieSize = 18 // random bytes, 144 bits
)

func newForms(random io.Reader) forms {
	f := forms{make([]byte, sha256.Size)}
	if _, err := io.ReadFull(random, f.key); err != nil {
		panic("invitepage: drawing the key of forms: " + err.Error())
	}
	return f
}

// proof is the hidden field of a form that is shown. The browser gets a cookie by which it is
// known again, or keeps the one that it has.
func (v *visit) proof(slug string) (string, error) {
	cookie, has := browser(v.r)
	if !has {
		drawn := make([]byte, cookieSize)
		if _, err := io.ReadFull(v.config.Random, drawn); err != nil {
			return "", fmt.Errorf("drawing a cookie: %w", err)
		}
		cookie = base64.RawURLEncoding.EncodeToString(drawn)
	}
	http.SetCookie(v.w, &http.Cookie{
		Name: cookieName, Value: cookie, Path: "/join", MaxAge: int(formLasts.Seconds()),
		HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: v.config.Secure(v.r),
	})
	expires := strconv.FormatInt(v.now.Add(formLasts).Unix(), 10)
	return expires + "." + slug + "." + v.forms.sum(expires, slug, cookie, v.token), nil
}

// browser is the cookie of a browser that was here before.
func browser(r *http.Request) (cookie string, has bool) {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return "", false
	}
	drawn, err := base64.RawURLEncoding.DecodeString(c.Value)
	return c.Value, err == nil && len(drawn) == cookieSize
}

// shown tells whether a form was, and the workspace that it was for.
func (f forms) shown(r *http.Request, token string, now time.Time) (slug string, ok bool) {
	part := strings.Split(r.PostForm.Get("form"), ".")
	cookie, has := browser(r)
	if len(part) != 3 || !has {
		return "", false
	}
	if !hmac.Equal([]byte(part[2]), []byte(f.sum(part[0], part[1], cookie, token))) {
		return "", false
	}
	expires, err := strconv.ParseInt(part[0], 10, 64)
	return part[1], err == nil && now.Before(time.Unix(expires, 0))
}

// sum is the HMAC of texts, each with its length before it.
func (f forms) sum(texts ...string) string {
	h := hmac.New(sha256.New, f.key)
	for _, text := range texts {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(text))))
		h.Write([]byte(text))
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}
