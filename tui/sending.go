package tui

import (
	"context"
	"crypto/subtle"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"gatehouse/domain"
)

// letter is an invitation to send: to whom, and how.
type letter struct {
	to    string
	again bool // a resend, which can't be taken back
	send  func(context.Context) (domain.Invited, error)
}

// sent is what became of a letter. The token is known only here and now.
type sent struct {
	domain.Invited
	wrong string
	taken bool // the token was copied, or came back as a paste
}

// mailed tells whether a mail brings the token, too.
func (s sent) mailed() bool { return s.Delivery == domain.DeliveryQueued }

// sending sends invitations one after another and shows each token, the only
// time that anybody sees it. Leaving drops the tokens.
type sending struct {
	app     *App
	session *domain.Session
	letters []letter
	sent    []sent
	then    func(made string) tea.Cmd // is told of the last that is new; may be nil
	task    task[domain.Invited]
	at      int // the letter that keys act on
	top     int // the first line in view
}

func newSending(a *App, s *domain.Session, letters []letter) *sending {
	return &sending{app: a, session: s, letters: letters}
}

func (v *sending) Title() string { return "Sending" }

// Start sends the first.
func (v *sending) Start() tea.Cmd { return v.next() }

// Stop drops what isn't sent, and every token.
func (v *sending) Stop() {
	v.task.drop()
	v.sent, v.letters = nil, nil
}

func (v *sending) Typing() bool { return false }

// Unsaved guards what is still being sent, and tokens that nobody has copied.
func (v *sending) Unsaved() string {
	if rest := len(v.letters) - len(v.sent); rest > 0 {
		return number(rest) + " of " + number(len(v.letters)) + " aren't sent yet; leaving stops here."
	}
	left := 0
	for _, s := range v.sent {
		if s.wrong == "" && !s.taken && !s.mailed() {
			left++
		}
	}
	if left > 0 {
		return count(left, "token was not copied, and it", "tokens were not copied, and they") + " can't be shown again."
	}
	return ""
}

func (v *sending) next() tea.Cmd {
	if len(v.sent) == len(v.letters) {
		return v.finished()
	}
	return v.task.ask(v.app.ctx, v.letters[len(v.sent)].send)
}

// finished says how many went, and lets new invitations be taken back.
func (v *sending) finished() tea.Cmd {
	var went []domain.Invitation
	for i, s := range v.sent {
		if s.wrong == "" && !v.letters[i].again {
			went = append(went, s.Invitation)
		}
	}
	refused := 0
	for _, s := range v.sent {
		if s.wrong != "" {
			refused++
		}
	}
	o := Outcome{Text: count(len(v.sent)-refused, "invitation has", "invitations have") + " a new token."}
	if refused > 0 {
		o.Text += " " + count(refused, "was", "were") + " not sent: see why."
	}
	if len(went) > 0 {
		o.Undo = func(ctx context.Context) (Outcome, error) { return v.takeBack(ctx, went) }
	}
	said := func() tea.Msg { return outcome{Outcome: o} }
	if v.then == nil || len(went) == 0 {
		return said
	}
	return tea.Batch(said, v.then(string(went[len(went)-1].ID)))
}

func (v *sending) takeBack(ctx context.Context, went []domain.Invitation) (Outcome, error) {
	for _, i := range went {
		if _, err := v.session.Revoke(ctx, domain.Revoke{Invitation: domain.Ref(i.ID), Version: i.Version}); err != nil {
			return Outcome{}, err
		}
	}
	return Outcome{Text: "Took back " + count(len(went), "invitation: its token doesn't", "invitations: their tokens don't") + " work any more."}, nil
}

// Update takes what came of a letter and sends the next. A paste is compared
// with the token under the cursor.
func (v *sending) Update(msg tea.Msg) tea.Cmd {
	if a, ok := v.task.answer(msg); ok {
		s := sent{Invited: a.value}
		if a.err != nil {
			s.wrong = a.err.Error()
		}
		v.sent = append(v.sent, s)
		return v.next()
	}
	switch m := msg.(type) {
	case tea.PasteMsg:
		v.compare(m.Content)
	case tea.MouseWheelMsg:
		switch m.Button {
		case tea.MouseWheelUp:
			v.move(-1)
		case tea.MouseWheelDown:
			v.move(1)
		}
	}
	return nil
}

func (v *sending) compare(pasted string) {
	s, ok := v.current()
	switch {
	case !ok || s.wrong != "":
	case same(pasted, s.Secret.Reveal()):
		v.sent[v.at].taken = true
		v.app.say(good, "It arrived: this is the token of "+domain.Clean(s.Email)+".")
	default:
		v.app.say(bad, "That is not the token of "+domain.Clean(s.Email)+". y sends it to your terminal again.")
	}
}

// same compares in constant time. White space around what was pasted is the
// terminal's.
func same(pasted, secret string) bool {
	return subtle.ConstantTimeCompare([]byte(strings.TrimSpace(pasted)), []byte(secret)) == 1
}

func (v *sending) current() (sent, bool) {
	if v.at < len(v.sent) {
		return v.sent[v.at], true
	}
	return sent{}, false
}

// Actions copy a token, and move.
func (v *sending) Actions() []Action {
	s, ok := v.current()
	copied := Action{Key: on("y"), Name: "copy the token", Off: !ok || s.wrong != "", Do: v.copy,
		Why: func() string { return "This one has no token." }}
	return []Action{
		copied,
		{Key: on("enter"), Name: "done", Do: v.app.back},
		{Key: shown("↑ k", "up", "k"), Name: "up", moves: true, Do: now(func() { v.move(-1) })},
		{Key: shown("↓ j", "down", "j"), Name: "down", moves: true, Do: now(func() { v.move(1) })},
		{Key: shown("g home", "g", "home"), Name: "first", moves: true, Do: now(func() { v.move(-len(v.sent)) })},
		{Key: shown("G end", "G", "end"), Name: "last", moves: true, Do: now(func() { v.move(len(v.sent)) })},
	}
}

func (v *sending) move(n int) { v.at = max(min(v.at+n, len(v.sent)-1), 0) }

func (v *sending) copy() tea.Cmd {
	s, _ := v.current()
	v.sent[v.at].taken = true
	v.app.say(good, "Sent to your terminal's clipboard: the token of "+domain.Clean(s.Email)+". Some terminals ignore that; paste it here to be sure.")
	return v.app.copy(s.Secret.Reveal())
}

// View draws each letter with its token, or with why it has none.
func (v *sending) View(size Size) string {
	t := &v.app.theme
	lines := []string{}
	for _, l := range wrap(v.heading(), size.Width-2) {
		lines = append(lines, " "+t.tone[faint].paint(l))
	}
	head := len(lines)
	var from, to int
	for i := range v.sent {
		if i == v.at {
			from = len(lines)
		}
		lines = append(lines, v.letter(i, size.Width)...)
		if i == v.at {
			to = len(lines)
		}
	}
	if rest := len(v.letters) - len(v.sent); rest > 0 {
		lines = append(lines, " "+t.tone[accent].paint(number(len(v.sent))+" of "+number(len(v.letters))+" sent …"))
	}
	room := size.Height - head
	v.top = max(min(v.top, from-head), to-head-room, 0)
	return strings.Join(append(lines[:head:head], lines[min(head+v.top, len(lines)):]...), "\n")
}

// heading says how the tokens come to whom they are for.
func (v *sending) heading() string {
	if slices.ContainsFunc(v.sent, sent.mailed) {
		return "A mail with the token is on its way to each. Shown only now, it can also be given by hand to the one it is for, " + v.app.joining()
	}
	return "Each token is shown only now. Give it to the one it is for, " + v.app.joining()
}

// joining says what somebody does who is given a token.
func (a *App) joining() string {
	switch {
	case a.Join == "":
		return "who runs “ssh join@HOST”, where HOST runs gatehouse serve, and pastes it; on this machine “gatehouse invitations accept” takes it too."
	case a.Page != "":
		return "who runs “" + a.Join + "” and pastes it, or opens " + a.Page + "/join/ with the token behind it."
	}
	return "who runs “" + a.Join + "” and pastes it."
}

func (v *sending) letter(i, room int) []string {
	t, s := &v.app.theme, v.sent[i]
	sign := "   "
	base := style{}
	if i == v.at {
		sign, base = t.tone[accent].paint(" ▌ "), t.tone[strong]
	}
	if s.wrong != "" {
		lines := []string{sign + base.paint(cut(v.letters[i].to, room-16)) + "  " + t.tone[warn].paint("not sent")}
		for _, l := range wrap(s.wrong, room-6) {
			lines = append(lines, blank(5)+l)
		}
		return lines
	}
	left := "as " + domain.Clean(s.Role) + ", until " + s.ExpiresAt.In(v.app.Now().Location()).Format("2 Jan 15:04")
	left = cut(left, room/2)
	lines := []string{sign + base.paint(cut(domain.Clean(s.Email), room-width(left)-7)) + "  " + t.tone[faint].paint(left)}
	for _, l := range wrap(s.Secret.Reveal(), room-6) {
		lines = append(lines, blank(5)+l)
	}
	return lines
}
