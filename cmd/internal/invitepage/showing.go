package invitepage

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the style
	"encoding/base64"
	"net/http"

	g "maragu.dev/gomponents"
	"maragu.dev/gomponents/html"

	"gatehouse/domain"
)

//go:embed page.css
var pageStyle string

// policy allows the page its style and its form, and nothing else.
func policy() string {
	sum := sha256.Sum256([]byte(pageStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
}

// show answers with a page. It is written whole or not at all.
func (v *visit) show(status int, title string, body ...g.Node) {
	h := v.w.Header()
	for name, value := range map[string]string{
		"Content-Type":               "text/html; charset=utf-8",
		"Content-Security-Policy":    v.policy,
		"X-Frame-Options":            "DENY",
		"Referrer-Policy":            "no-referrer",
		"Cache-Control":              "no-store",
		"X-Content-Type-Options":     "nosniff",
		"X-Robots-Tag":               "noindex",
		"Cross-Origin-Opener-Policy": "same-origin",
	} {
		h.Set(name, value)
	}
	var out bytes.Buffer
	if err := whole(title, body).Render(&out); err != nil {
		v.what, status = err.Error(), http.StatusInternalServerError
		out.Reset()
		out.WriteString("Something went wrong here; the log of the server says what.\n")
	}
	v.status = status
	v.w.WriteHeader(status)
	_, _ = v.w.Write(out.Bytes()) // whoever hung up has no need of it
}

// whole is a page around what it shows.
func whole(title string, body g.Group) g.Node {
	return html.Doctype(html.HTML(html.Lang("en"),
		html.Head(
			html.Meta(html.Charset("utf-8")), html.Meta(html.Name("viewport"), html.Content("width=device-width, initial-scale=1")),
			html.Meta(html.Name("color-scheme"), html.Content("light dark")),
			html.TitleEl(g.Text(title)), html.StyleEl(g.Raw(pageStyle)),
		),
		html.Body(
			html.Header(html.B(g.Text("gatehouse")), g.Text(" \u00a0 Join")),
			html.Main(body),
		),
	))
}

// refused is the page of what can't be accepted, with what had been typed.
func (v *visit) refused(status int, e *domain.Error) {
	if v.what == "" {
		v.what = e.Code
	}
	title := headline(status)
	v.show(status, title, html.H1(g.Text(title)), alert(sentence(e)), paragraph(advice(e, status)), v.typed.kept())
}
