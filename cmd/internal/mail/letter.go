package mail

import (
	"fmt"
	"strings"

	g "maragu.dev/gomponents"
	"maragu.dev/gomponents/html"

	"gatehouse/domain"
)

// Words are what a letter says beside its own text: plain text, without control
// characters. Link, SSH and Token may be empty; the others are there where a kind
// of letter needs them.
type Words struct {
	Workspace, Expires string
	Link, SSH, Token   string
	Of                 map[string]string // by the names that the domain gives them
}

// letter is a mail that is written: a subject and paragraphs, of which the text
// and the HTML are made.
type letter struct {
	subject    string
	paragraphs []paragraph
}

// paragraph is one of a letter: prose, or something to type, or a link.
type paragraph struct{ prose, typed, link string }

func prose(format string, args ...any) paragraph {
	return paragraph{prose: domain.Clean(fmt.Sprintf(format, args...))} // a name makes no line of its own
}
func typed(line string) paragraph { return paragraph{typed: line} }

func (l *letter) add(more ...paragraph) { l.paragraphs = append(l.paragraphs, more...) }

// ways are how a token is used: by the page, in a terminal, or else as whoever
// sent it says.
func (l *letter) ways(w Words, page, terminal, or, by string) {
	if w.Link != "" {
		l.add(prose("%s", page), paragraph{link: w.Link})
	}
	switch {
	case w.SSH != "" && w.Link != "":
		terminal = or
		fallthrough
	case w.SSH != "":
		l.add(prose("%s", terminal), typed(w.SSH), prose("and paste this token, which works once:"), typed(w.Token))
	case w.Link == "":
		l.add(prose("%s will tell you where to use this token, which works once:", by), typed(w.Token))
	}
}

// text is the letter in plain text.
func (l letter) text() string {
	var out []string
	for _, p := range l.paragraphs {
		if line := p.typed + p.link; line != "" {
			out = append(out, "    "+line)
		} else {
			out = append(out, p.prose)
		}
	}
	return strings.Join(out, "\n\n") + "\n"
}

// html is the letter as a page: readable in dark and light, and without its style.
func (l letter) html() (string, error) {
	var body []g.Node
	for _, p := range l.paragraphs {
		switch {
		case p.typed != "":
			body = append(body, html.Pre(html.Style("font-family:ui-monospace,monospace;padding:.6em .8em;border:1px solid #8888;border-radius:4px;white-space:pre-wrap;word-break:break-all"), g.Text(p.typed)))
		case p.link != "":
			body = append(body, html.P(html.A(html.Href(p.link), html.Style("word-break:break-all"), g.Text(p.link))))
		default:
			body = append(body, html.P(g.Text(p.prose)))
		}
	}
	var out strings.Builder
	err := html.Doctype(html.HTML(html.Lang("en"),
		html.Head(html.Meta(html.Charset("utf-8")), html.Meta(html.Name("color-scheme"), html.Content("light dark")), html.Meta(html.Name("viewport"), html.Content("width=device-width")), html.TitleEl(g.Text(l.subject))),
		html.Body(html.Style("font-family:system-ui,sans-serif;line-height:1.5;max-width:38em;margin:2em auto;padding:0 1em"), g.Group(body)),
	)).Render(&out)
	return out.String(), err
}
