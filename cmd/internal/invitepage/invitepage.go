// Package invitepage is the page that the link in an invitation's mail opens. It
// shows what the invitation offers, and takes a name and an SSH key by a form.
// Opening it changes nothing, since mail scanners open links too; only the form
// does, sent by the browser that was shown it. The page runs no script.
package invitepage

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"gatehouse/cmd/internal/limit"
	"gatehouse/domain"
)

// Config is what the page needs of its surroundings.
type Config struct {
	Database *domain.Database
	Log      *slog.Logger
	Random   io.Reader
	SSH      func(user string) string       // what one types to come in as a user: ssh -p 2222 acme@host; "" where SSH isn't served
	Secure   func(*http.Request) bool       // whether the client came by https
	From     func(*http.Request) netip.Addr // the client's address
	Now      func() time.Time               // nil: time.Now
}

// pages answers requests.
type pages struct {
	config Config
	forms  forms
	wrong  limit.Buckets // tokens, by address
	policy string
}

// prefix is where the pages are; behind it comes a token.
const prefix = "/join/"

// maxBody bounds a form, in bytes.
const maxBody = 16 << 10

// New serves /join and what lies below. Where the random source fails it panics,
// as there is no safe page then.
func New(c Config) http.Handler {
	if c.Now == nil {
		c.Now = time.Now
	}
	return &pages{config: c, forms: newForms(c.Random), policy: policy()}
}

// ServeHTTP tells the methods and the paths apart.
func (p *pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v := &visit{pages: p, w: w, r: r, now: p.config.Now(), from: p.config.From(r)}
	path, below := strings.CutPrefix(r.URL.Path, prefix)
	v.token = strings.TrimSuffix(path, "/")
	none := !below || v.token == ""
	switch {
	case r.Method == http.MethodGet, r.Method == http.MethodHead:
		if none {
			v.show(http.StatusOK, "Join a workspace", bare(p.config.SSH("join")))
		} else {
			v.open()
		}
	case r.Method == http.MethodPost && !none:
		v.accept()
	default:
		v.badMethod(none)
	}
	v.note()
}

// visit is one request and its answer.
type visit struct {
	*pages
	w      http.ResponseWriter
	r      *http.Request
	now    time.Time
	from   netip.Addr
	token  string
	typed  typed
	status int
	what   string // what came of it, for the log: never the token
	who    string
}

func (v *visit) badMethod(none bool) {
	allow := "GET, HEAD, POST"
	if none {
		allow = "GET, HEAD"
	}
	v.w.Header().Set("Allow", allow)
	v.refused(http.StatusMethodNotAllowed, domain.Errorf(domain.Invalid, "bad_method", "this page is opened and its form is sent; it takes no other request"))
}

// note logs a request without its path, which holds the token.
func (v *visit) note() {
	level := slog.LevelInfo
	switch {
	case v.status >= http.StatusInternalServerError:
		level = slog.LevelError
	case v.status == http.StatusOK && v.r.Method != http.MethodPost:
		level = slog.LevelDebug
	}
	v.config.Log.Log(context.Background(), level, "join", "who", domain.Clean(v.who), "method", domain.CleanMax(v.r.Method, 20),
		"status", v.status, "what", domain.Clean(domain.Masked(v.what)), "from", v.from.String())
}
