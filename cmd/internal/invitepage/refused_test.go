package invitepage_test

import (
	"crypto/rand"
	"crypto/rsa"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/invitepage"
	"gatehouse/domain"
)

func TestEveryAnswerGuardsItself(t *testing.T) {
	h := newHouse(t)
	b, token := h.browser(), h.invite("lin@acme.test")
	for what, p := range map[string]page{
		"offer": b.open(token), "refusal": b.open("nonsense"), "no token": b.do(http.MethodGet, "/join", nil),
		"bad method": b.do(http.MethodDelete, "/join/"+token, nil), "bad form": b.do(http.MethodPost, "/join/"+token, url.Values{}),
		"joined": b.accept(token, "Lin", newKey(t)),
	} {
		for name, want := range map[string]string{
			"X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
			"X-Robots-Tag": "noindex", "Cross-Origin-Opener-Policy": "same-origin", "Content-Type": "text/html; charset=utf-8",
		} {
			if got := p.header.Get(name); got != want {
				t.Errorf("%s: %s is %q", what, name, got)
			}
		}
		policy := p.header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "style-src 'sha256-", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: the policy lacks %s: %s", what, want, policy)
			}
		}
		if strings.Contains(p.text, "<script") {
			t.Errorf("%s runs a script", what)
		}
	}
}

func TestMethods(t *testing.T) {
	h := newHouse(t)
	b, token := h.browser(), h.invite("lin@acme.test")
	for _, method := range []string{"PUT", "PATCH", "DELETE", "OPTIONS", "BREW"} {
		if p := b.do(method, "/join/"+token, nil); p.status != http.StatusMethodNotAllowed || p.header.Get("Allow") != "GET, HEAD, POST" {
			t.Errorf("%s: status %d, Allow %q", method, p.status, p.header.Get("Allow"))
		}
	}
	for _, path := range []string{"/join", "/join/"} {
		b.do(http.MethodGet, path, nil).says(t, http.StatusOK, "Open the link in the mail", "ssh -p 2222 join@gate.example.com")
		if p := b.do(http.MethodPost, path, url.Values{"token": {token}}); p.status != http.StatusMethodNotAllowed || p.header.Get("Allow") != "GET, HEAD" {
			t.Errorf("POST %s: status %d, Allow %q", path, p.status, p.header.Get("Allow"))
		}
	}
}

// TestOnlyAFormThatWasShownAccepts sends the forms that others could.
func TestOnlyAFormThatWasShownAccepts(t *testing.T) {
	h := newHouse(t)
	token, other := h.invite("lin@acme.test"), h.invite("mia@acme.test")
	key := newKey(t)
	b, stranger := h.browser(), h.browser()
	good := b.open(token).filled(t, "Lin", key)
	forged := func(form string) url.Values { return url.Values{"form": {form}, "name": {"Lin"}, "key": {key}} }
	part := strings.Split(good.Get("form"), ".")
	late := strings.Join([]string{"99999999999", part[1], part[2]}, ".")
	slug := strings.Join([]string{part[0], "evil", part[2]}, ".")
	for what, try := range map[string]struct {
		b    *browser
		form url.Values
	}{
		"no form":                {b, url.Values{"name": {"Lin"}, "key": {key}}},
		"nonsense":               {b, forged("1.acme.x")},
		"another expiry":         {b, forged(late)},
		"another workspace":      {b, forged(slug)},
		"no cookie":              {h.browser(), good},
		"another token's":        {b, b.open(other).filled(t, "Lin", key)},
		"another browser's":      {b, stranger.open(token).filled(t, "Lin", key)},
		"cookie of a stranger's": {stranger, good},
	} {
		p := try.b.do(http.MethodPost, "/join/"+token, try.form)
		p.says(t, http.StatusForbidden, "Nothing was accepted", `value="Lin"`, key)
		if _, err := h.member("lin@acme.test"); domain.KindOf(err) != domain.NotFound {
			t.Fatalf("%s: accepted: %v", what, err)
		}
	}
	h.pass(time.Hour)
	p := b.do(http.MethodPost, "/join/"+token, good)
	p.says(t, http.StatusForbidden, "older than an hour", `value="Lin"`, key)
	b.do(http.MethodPost, "/join/"+token, p.filled(t, "Lin", key)).says(t, http.StatusOK, "You are in")
}

func TestTheCookie(t *testing.T) {
	for _, secure := range []bool{false, true} {
		h := newHouse(t, func(c *invitepage.Config) { c.Secure = func(*http.Request) bool { return secure } })
		all := (&http.Response{Header: h.browser().open(h.invite("lin@acme.test")).header}).Cookies()
		if len(all) != 1 {
			t.Fatalf("%d cookies", len(all))
		}
		if c := all[0]; !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/join" || c.Secure != secure || c.MaxAge != 3600 {
			t.Errorf("https %t: %s", secure, c)
		}
	}
}

func TestWhatCantBeAccepted(t *testing.T) {
	h := newHouse(t)
	taken, b := newKey(t), h.browser()
	b.accept(h.invite("mia@acme.test"), "Mia", taken).says(t, http.StatusOK)
	short, err := rsa.GenerateKey(rand.Reader, 1024) //nolint:gosec // it is to be refused
	if err != nil {
		t.Fatal(err)
	}
	weak, err := ssh.NewPublicKey(&short.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	token := h.invite("lin@acme.test")
	for _, c := range []struct {
		name, key, says string
		status          int
	}{
		{"Lin <i>", "id_ed25519.pub", "This is no SSH public key", http.StatusBadRequest},
		{"Lin", "", "This is no SSH public key", http.StatusBadRequest},
		{"Lin", strings.TrimSpace(string(ssh.MarshalAuthorizedKey(weak))), "shorter than 2048 bits", http.StatusBadRequest},
		{"Lin", taken, "signs someone in already", http.StatusConflict},
		{"Lin\u202e", newKey(t), "right-to-left override", http.StatusBadRequest},
		{"  ", newKey(t), "A name is needed", http.StatusBadRequest},
	} {
		p := b.accept(token, c.name, c.key)
		p.says(t, c.status, c.says, html.UnescapeString(`value="`+c.name+`"`), c.key, `aria-invalid="true"`)
	}
	private := "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n"
	p := b.accept(token, "Lin", private)
	p.says(t, http.StatusBadRequest, "private key", "make a new pair")
	if strings.Contains(p.text, "b3BlbnNzaC1rZXk") {
		t.Error("a private key is shown again")
	}
	b.accept(token, "Lin", newKey(t)).says(t, http.StatusOK, "You are in")
	b.open(token).says(t, http.StatusGone, "accepted already", "If it wasn’t you")
}

func TestTokensThatAreOver(t *testing.T) {
	h := newHouse(t)
	revoked, expired := h.invite("rev@acme.test"), h.invite("exp@acme.test")
	b, key := h.browser(), newKey(t)
	form := b.open(revoked).filled(t, "Rev", key)
	if _, err := h.local().Revoke(t.Context(), domain.Revoke{Invitation: "rev@acme.test"}); err != nil {
		t.Fatal(err)
	}
	b.open(revoked).says(t, http.StatusGone, "revoked", "send you a new one")
	b.do(http.MethodPost, "/join/"+revoked, form).says(t, http.StatusGone, "revoked", "What you had typed", "Rev", key)

	if _, err := h.ws.Accept(t.Context(), domain.Accept{Token: h.adminInvited("bo@acme.test"), Key: newKey(t)}); err != nil {
		t.Fatal(err)
	}
	sent := h.inviteBy(h.as("bo@acme.test"), "late@acme.test")
	if _, err := h.local().Suspend(t.Context(), domain.Suspend{Member: "bo@acme.test"}); err != nil {
		t.Fatal(err)
	}
	b.open(sent).says(t, http.StatusForbidden, "may no longer invite")

	b.open(strings.Repeat("x", 60)).says(t, http.StatusBadRequest, "no token of gatehouse")
	unknown, err := domain.NewSecret(domain.InvitationToken, zeros{})
	if err != nil {
		t.Fatal(err)
	}
	b.open(unknown.Reveal()).says(t, http.StatusNotFound, "belongs to no invitation")
	h.pass(domain.InvitationLasts)
	b.open(expired).says(t, http.StatusGone, "expired on", "Ada Lovelace")
}

// adminInvited is the token of an invitation as Admin.
func (h *house) adminInvited(email string) string {
	h.t.Helper()
	i, err := h.local().Invite(h.t.Context(), domain.Invite{Email: email, Role: "admin"})
	if err != nil {
		h.t.Fatal(err)
	}
	return i.Secret.Reveal()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestLongForms(t *testing.T) {
	h := newHouse(t)
	token, b := h.invite("lin@acme.test"), h.browser()
	form := b.open(token).filled(t, "Lin", newKey(t)+" "+strings.Repeat("x", 16<<10))
	b.do(http.MethodPost, "/join/"+token, form).says(t, http.StatusRequestEntityTooLarge, "Nothing was accepted", "<form")
	b.accept(token, "Lin", newKey(t)).says(t, http.StatusOK, "You are in")
}

func TestGuessing(t *testing.T) {
	h := newHouse(t)
	token, b := h.invite("lin@acme.test"), h.browser()
	form := b.open(token).filled(t, "Lin", newKey(t))
	wrong := token[:len(token)-1] + "!"
	h.comeFrom("2001:db8::1")
	for range 20 {
		b.open(wrong).says(t, http.StatusBadRequest)
	}
	h.comeFrom("2001:db8::2") // of the same network
	p := b.open(wrong)
	p.says(t, http.StatusTooManyRequests, "Too many tokens", "try again in")
	if wait := p.header.Get("Retry-After"); wait == "" || wait == "0" {
		t.Errorf("Retry-After is %q", wait)
	}
	b.open(token).says(t, http.StatusOK) // a right one works all the same
	h.comeFrom("2001:db8:1::1")
	b.open(wrong).says(t, http.StatusBadRequest)
	h.comeFrom("2001:db8::1")
	b.do(http.MethodPost, "/join/"+token, form).says(t, http.StatusOK, "You are in")
	h.pass(time.Minute)
	b.open(wrong).says(t, http.StatusBadRequest)
}

func TestHostileNames(t *testing.T) {
	for _, name := range []string{`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, strings.Repeat("微", 80), "עברית (x)"} {
		h := houseOf(t, name, name)
		p := h.browser().open(h.invite("lin@acme.test"))
		p.says(t, http.StatusOK, name)
		if strings.Contains(p.text, "<script") || strings.Contains(p.text, "<img") {
			t.Errorf("%s stands in the page as it is:\n%s", name, p.text)
		}
		if !strings.Contains(p.text, "<bdi>"+html.EscapeString(name)+"</bdi>") {
			t.Errorf("%s isn't kept apart:\n%s", name, p.text)
		}
	}
}

func TestTokensAreNotLogged(t *testing.T) {
	h := newHouse(t)
	token, b := h.invite("lin@acme.test"), h.browser()
	b.open(token)
	b.do(http.MethodDelete, "/join/"+token, nil)
	b.do(http.MethodPost, "/join/"+token, url.Values{})
	b.accept(token, "Lin", newKey(t)).says(t, http.StatusOK)
	b.open(token)
	log := h.log.String()
	if strings.Contains(log, token[len("gh8_inv_"):]) || strings.Contains(log, token[len(token)-20:]) {
		t.Errorf("the log has the token:\n%s", log)
	}
	if !strings.Contains(log, "joined acme") || !strings.Contains(log, "lin@acme.test") {
		t.Errorf("the log doesn't say who joined:\n%s", log)
	}
}
