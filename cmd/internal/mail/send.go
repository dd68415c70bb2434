package mail

import (
	"cmp"
	"context"
	"fmt"
	netmail "net/mail"
	"net/netip"
	"strings"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"gatehouse/domain"
)

// Message is a mail to be written and sent.
type Message struct {
	ID    string // of the Message-ID, the same at every try: local@host
	To    string // an address
	About string // one of domain's Abouts
	Words Words
	Host  string // by which we are reached: of the sender, where none is configured
}

// Send writes a mail and hands it to the server. The answer is the server's own
// words, or in ours why there are none. An error is for now, unless forGood tells
// that this mail will never be taken.
func (s Server) Send(ctx context.Context, m Message) (answer string, forGood bool, err error) {
	msg, name, err := s.compose(m)
	if err != nil {
		return domain.CleanMax(err.Error(), maxSaid), true, err
	}
	ctx, done := context.WithTimeout(ctx, steps*s.step())
	defer done()
	l := &line{server: s, ctx: ctx}
	defer l.close()
	options := append(s.options(l), gomail.WithHELO(name))
	if to, err := msg.GetRecipients(); err == nil && ascii(s.from+strings.Join(to, "")) { // a server further on may have no SMTPUTF8 (RFC 6531)
		options = append(options, gomail.WithoutSMTPUTF8())
	}
	client, err := gomail.NewClient(s.host, options...)
	if err != nil {
		return domain.CleanMax(err.Error(), maxSaid), false, err
	}
	err = client.DialAndSendWithContext(ctx, msg)
	if msg.IsDelivered() { // what went wrong after that is no matter
		return s.said(msg.ServerResponse()), false, nil
	}
	err = l.plainly(err)
	return err.Error(), refused(err), err
}

// compose makes the mail, and the name by which we greet the server.
func (s Server) compose(m Message) (msg *gomail.Msg, name string, err error) {
	write := letters()[m.About]
	if write == nil {
		return nil, "", fmt.Errorf("there is no letter about %s", m.About)
	}
	to, err := domain.ParseEmail(m.To)
	if err != nil {
		return nil, "", err
	}
	ours, err := address(m.Host)
	if err != nil {
		return nil, "", err
	}
	_, name, _ = strings.Cut(ours, "@")
	from := cmp.Or(s.from, ours)
	l := write(m.Words)
	page, err := l.html()
	if err != nil {
		return nil, "", err
	}
	msg = gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	msg.FromMailAddress(&netmail.Address{Name: "gatehouse", Address: from})
	msg.ToMailAddress(&netmail.Address{Address: to})
	msg.Subject(oneLine(l.subject))
	msg.SetMessageIDWithValue(m.ID)
	msg.SetDate()
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834
	msg.SetBodyString(gomail.TypeTextPlain, l.text())
	msg.AddAlternativeString(gomail.TypeTextHTML, page)
	return msg, name, nil
}

// address is ours at a host: who a mail is from, where nobody is configured.
func address(host string) (string, error) {
	if a, err := netip.ParseAddr(host); err == nil { // RFC 5321, 4.1.3
		return "gatehouse@[" + map[bool]string{true: "IPv6:"}[a.Is6()] + a.String() + "]", nil
	}
	return domain.ParseEmail("gatehouse@" + host)
}

// maxSubject bounds a subject, in runes.
const maxSubject = 150

// oneLine is a subject. What looks as if it were encoded (RFC 2047) is set apart,
// or a mail program would decode what somebody put into a name.
func oneLine(text string) string {
	return domain.CleanMax(strings.ReplaceAll(strings.TrimSpace(text), "=?", "= ?"), maxSubject)
}

func ascii(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}
