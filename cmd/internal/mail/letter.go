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

// letters are what is written of each kind.
func letters() map[string]func(Words) letter {
	return map[string]func(Words) letter{
		domain.AboutInvitation: func(w Words) letter {
			by := w.Of["inviter"]
			l := letter{subject: by + " invites you to " + w.Workspace}
			l.add(prose("%s invites you to the workspace %s, as %s. The invitation is for %s and can be accepted until %s.", by, w.Workspace, w.Of["role"], w.Of["email"], w.Expires))
			l.ways(w, "To see it and to join, open this page:", "To join, type in a terminal", "Or join in a terminal. Type", by)
			l.add(prose("If you didn't expect this, do nothing: without you nothing happens."))
			return l
		},
		domain.AboutLogin: func(w Words) letter {
			by := w.Of["inviter"]
			l := letter{subject: "Sign in to " + w.Workspace + " with your own SSH key"}
			l.add(prose("%s sends you a token by which you enrol an SSH key for your account %s in the workspace %s. It can be used until %s.", by, w.Of["email"], w.Workspace, w.Expires))
			l.ways(w, "To paste your public key, open this page:", "Type in a terminal", "Or enrol the key that your terminal uses. Type", by)
			l.add(prose("Whoever has this token can sign in as you. If you didn't expect it, tell %s.", by))
			return l
		},
		domain.AboutTransfer: func(w Words) letter {
			l := letter{subject: w.Of["owner"] + " offers you the ownership of " + w.Workspace}
			l.add(
				prose("%s offers you the ownership of the workspace %s. You can accept it until %s; %[1]s becomes an Admin then.", w.Of["owner"], w.Workspace, w.Expires),
				prose("Accept it on the screen Workspace, or by typing"), typed("gatehouse workspace accept-transfer"),
				prose("If you don't want it, do nothing, or decline it: gatehouse workspace cancel-transfer."),
			)
			return l
		},
		domain.AboutKeyExpiring: func(w Words) letter {
			left := "in " + w.Of["days"] + " days"
			if w.Of["days"] == "1" {
				left = "within a day"
			}
			l := letter{subject: "The key " + w.Of["key"] + " of " + w.Of["service_user"] + " expires " + left}
			l.add(
				prose("The API key %s of the service user %s, in the workspace %s, expires on %s. From then on it refuses, and what uses it stops working.", w.Of["key"], w.Of["service_user"], w.Workspace, w.Expires),
				prose("A successor is made on the screen Vault, or by typing"), typed("gatehouse keys rotate ID"),
				prose("Both keys work for a day then, so that nothing has to stop."),
			)
			return l
		},
		domain.AboutRole: func(w Words) letter {
			until := ""
			if w.Of["until"] != "" {
				until = ", until " + w.Of["until"]
			}
			l := letter{subject: "Your role in " + w.Workspace + " is " + w.Of["after"]}
			l.add(
				prose("%s has changed your role in the workspace %s: from %s to %s%s.", w.Of["by"], w.Workspace, w.Of["before"], w.Of["after"], until),
				prose("What you may do, and why, is on the screen Why."),
			)
			return l
		},
		domain.AboutSuspended: func(w Words) letter {
			l := letter{subject: "Your access to " + w.Workspace + " is suspended"}
			l.add(
				prose("%s has suspended your account in the workspace %s. Nothing was deleted; it can be reactivated, with the same role and settings.", w.Of["by"], w.Workspace),
				prose("If you think that this is a mistake, ask %s.", w.Of["by"]),
			)
			return l
		},
		domain.AboutTest: func(w Words) letter {
			l := letter{subject: "Mail from gatehouse arrives"}
			l.add(prose("%s has sent this from the workspace %s, to see whether mail arrives. It does.", w.Of["by"], w.Workspace))
			return l
		},
	}
}

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
