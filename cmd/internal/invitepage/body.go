package invitepage

import (
	"strings"

	g "maragu.dev/gomponents"
	"maragu.dev/gomponents/html"

	"gatehouse/domain"
)

// offer is [domain.Welcome] in words, and where else to take it.
type offer struct {
	Workspace, Slug, Role, Email, InvitedBy string
	Stamp, Until, Left                      string // Stamp is Until for programs
	Existing                                bool
	Token, SSH                              string
}

// typed is what a form brought: it comes back with every answer to it.
type typed struct{ Name, Key string }

// form is the form that is to be filled in.
type form struct {
	typed
	proof string // that it was shown
	wrong error
}

// bare is the page without a token. One in an address is for mails alone.
func bare(ssh string) g.Node {
	return g.Group{
		html.H1(g.Text("Join a workspace")),
		html.P(g.Text("Open the link in the mail that invites you.")),
		g.If(ssh != "", g.Group{html.P(g.Text("Or type this in a terminal, and paste the token that you were given:")), line(ssh)}),
	}
}

// offered is what a token offers, and the two ways to take it.
func offered(o offer, f form) g.Node {
	title := g.Group{name(o.InvitedBy), g.Text(" invites you to "), name(o.Workspace)}
	if o.Existing {
		title = g.Group{g.Text("A new way to sign in to "), name(o.Workspace)}
	}
	return g.Group{
		html.H1(title),
		html.Dl(
			fact("Workspace", name(o.Workspace), beside("("+o.Slug+")")),
			fact("Role", name(o.Role)),
			fact("E-mail", name(o.Email)),
			fact("Invited by", name(o.InvitedBy)),
			fact("Until", html.Time(html.DateTime(o.Stamp), g.Text(o.Until)), beside(o.Left+" left")),
		),
		filledIn(o, f),
		g.If(o.SSH != "", g.Group{
			html.H2(g.Text("Or in a terminal")), line(o.SSH),
			html.P(html.Class("faint"), g.Text("It takes the key that your ssh offers, and asks for this token:")), line(o.Token),
		}),
		html.Footer(g.Text("Looking at this page changes nothing. If you didn’t expect it, close it: the offer ends by itself.")),
	}
}

// filledIn is the form. It goes to the address that it came from.
func filledIn(o offer, f form) g.Node {
	title, button := "Join here", "Accept the invitation"
	if o.Existing {
		title, button = "Add a key", "Add this key"
	}
	field := fieldOf(f.wrong)
	return html.Form(html.Method("post"),
		html.Input(html.Type("hidden"), html.Name("form"), html.Value(f.proof)),
		html.H2(g.Text(title)),
		alert(sentence(f.wrong)),
		g.If(!o.Existing, g.Group{
			html.Label(html.For("name"), g.Text("Your name, as others see it")),
			html.Input(html.ID("name"), html.Name("name"), html.Value(f.Name), html.AutoComplete("name"), html.Required(), marked(field == "name")),
		}),
		html.Label(html.For("key"), g.Text("Your SSH public key: whoever signs in with it is you")),
		html.Textarea(html.ID("key"), html.Name("key"), html.Rows("4"), html.Placeholder("ssh-ed25519 AAAA… you@machine"), html.Required(),
			html.AutoComplete("off"), g.Attr("autocapitalize", "off"), g.Attr("spellcheck", "false"), html.Aria("details", "where"), marked(field == "key"),
			g.Text("\n"+f.Key)), // a browser leaves out the first line break
		html.Small(html.ID("where"), g.Text("The one line in "), html.Code(g.Text("~/.ssh/id_ed25519.pub")), g.Text(". No such file? "),
			html.Code(g.Text("ssh-keygen -t ed25519")), g.Text(" makes one, on Linux, macOS and Windows.")),
		html.Button(g.Text(button)),
	)
}

// marked is a field that is wrong, where one goes on typing.
func marked(wrong bool) g.Node {
	return g.If(wrong, g.Group{html.Aria("invalid", "true"), html.Aria("describedby", "wrong"), html.AutoFocus()})
}

// joined is the page of who has joined, or has a new login.
func joined(slug, email, ssh string) g.Node {
	return g.Group{
		html.H1(html.Span(html.Class("good"), g.Text("✓")), g.Text(" You are in")),
		html.P(name(email), g.Text(" is a member of "), html.B(g.Text(slug)), g.Text(", and your key signs you in.")),
		g.If(ssh != "", g.Group{
			html.H2(g.Text("Type next, in a terminal")), line(ssh),
			html.P(html.Class("faint"), g.Text("The first time, ssh asks whether you trust the host. Inside, "), html.Code(g.Text("?")), g.Text(" shows the keys.")),
		}),
		g.If(ssh == "", html.P(g.Text("This server isn’t reached by SSH: ask whoever invited you how to come in."))),
	}
}

// perhaps tells who may have joined a moment ago how to sign in.
func perhaps(ssh string) g.Node {
	return g.If(ssh != "", g.Group{html.P(g.Text("If that was you, you are in: sign in with")), line(ssh)})
}

// kept is what had been typed, where there is no form that could hold it.
func (t typed) kept() g.Node {
	if t = t.repeatable(); t.Name == "" && t.Key == "" {
		return nil
	}
	return g.Group{html.H2(g.Text("What you had typed")), g.If(t.Name != "", line(t.Name)), g.If(t.Key != "", line(t.Key))}
}

// repeatable is what was typed without what must not be shown again: a private
// key, or a token.
func (t typed) repeatable() typed {
	if strings.Contains(t.Key, "PRIVATE KEY") {
		t.Key = ""
	}
	return typed{Name: domain.Masked(t.Name), Key: domain.Masked(t.Key)}
}

// name is text that others chose: whichever way it runs, it turns nothing beside it.
func name(text string) g.Node { return g.El("bdi", g.Text(text)) }

func beside(text string) g.Node { return g.Group{g.Text(" "), html.Span(g.Text(text))} }
func line(text string) g.Node   { return html.Pre(g.Text(text)) }

func fact(label string, value ...g.Node) g.Node {
	return g.Group{html.Dt(g.Text(label)), html.Dd(value...)}
}

func alert(text string) g.Node {
	return g.If(text != "", html.P(html.ID("wrong"), html.Class("wrong"), html.Role("alert"), g.Text(text)))
}

func paragraph(text string) g.Node { return g.If(text != "", html.P(g.Text(text))) }
