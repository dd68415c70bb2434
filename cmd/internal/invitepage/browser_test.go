//go:build browser

package invitepage_test

import (
	"context"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"gatehouse/domain"
)

var pictures = flag.String("pictures", "", "a folder to put pictures of the pages into")

// chromium is a browser that runs no script, with a profile of its own.
func chromium(t *testing.T) context.Context {
	t.Helper()
	// A test's own context has ended when its browser is to be closed.
	o := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()))
	ctx, stop := context.WithTimeout(context.WithoutCancel(t.Context()), 40*time.Second)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewExecAllocator(ctx, o...)
	t.Cleanup(stop)
	ctx, _ = chromedp.NewContext(ctx)
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil {
			t.Error(err)
		}
	})
	if err := chromedp.Run(ctx, emulation.SetScriptExecutionDisabled(true)); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// shape is a screen.
type shape struct {
	name          string
	width, height int64
	scheme        string
}

func shapes() []shape {
	return []shape{{"phone-light", 390, 844, "light"}, {"phone-dark", 390, 844, "dark"}, {"desktop-light", 1280, 900, "light"}, {"desktop-dark", 1280, 900, "dark"}}
}

func (s shape) emulate() chromedp.Tasks {
	media := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}}
	return chromedp.Tasks{chromedp.EmulateViewport(s.width, s.height), emulation.SetEmulatedMedia().WithFeatures(media)}
}

func TestBrowserJoins(t *testing.T) {
	ctx := chromium(t)
	for _, s := range shapes() {
		t.Run(s.name, func(t *testing.T) {
			h := newHouse(t)
			link := h.url + "/join/" + h.invite("lin.wei@acme.test")
			var before, refused, after string
			run(t, ctx, s.emulate(), chromedp.Navigate(link), chromedp.Text("main", &before, chromedp.ByQuery), fits(t), picture(t, s, "offer"),
				// a key that is none, and the page again with what was typed
				chromedp.SetValue("#name", "Lin 微", chromedp.ByQuery), chromedp.SendKeys("#key", "id_ed25519", chromedp.ByQuery), chromedp.Click("form button", chromedp.ByQuery),
				chromedp.WaitVisible("[role=alert]", chromedp.ByQuery), chromedp.Text("[role=alert]", &refused, chromedp.ByQuery), fits(t), picture(t, s, "badkey"),
				chromedp.SetValue("#key", newKey(t), chromedp.ByQuery), chromedp.Click("form button", chromedp.ByQuery),
				chromedp.WaitVisible("h1 > .good", chromedp.ByQuery), chromedp.Text("main", &after, chromedp.ByQuery), fits(t), picture(t, s, "joined"))
			if !strings.Contains(before, "Ada Lovelace invites you to Acme") {
				t.Errorf("the page says %q", before)
			}
			if !strings.Contains(refused, "no SSH public key") {
				t.Errorf("a bad key is told %q", refused)
			}
			if !strings.Contains(after, "ssh -p 2222 acme@gate.example.com") {
				t.Errorf("after joining it says %q", after)
			}
			if m, err := h.member("lin.wei@acme.test"); err != nil || m.Name != "Lin 微" {
				t.Errorf("the member is %q: %v", m.Name, err)
			}
			run(t, ctx, chromedp.Navigate(link), picture(t, s, "over"))
		})
	}
}

// TestLongNamesFit opens a page whose names are as long as they may be, on the
// narrowest phones.
func TestLongNamesFit(t *testing.T) {
	h := houseOf(t, strings.Repeat("微", 80), strings.Repeat("W", 80))
	s := shape{"phone-narrow", 320, 640, "dark"}
	run(t, chromium(t), s.emulate(), chromedp.Navigate(h.url+"/join/"+h.invite("lin@acme.test")), fits(t), picture(t, s, "long"))
}

func TestBrowserLogin(t *testing.T) {
	h := newHouse(t)
	h.browser().accept(h.invite("lin@acme.test"), "Lin", newKey(t)).says(t, http.StatusOK)
	i, err := h.local().InviteLogin(t.Context(), domain.InviteLogin{Member: "lin@acme.test"})
	if err != nil {
		t.Fatal(err)
	}
	var after string
	s := shapes()[0]
	run(t, chromium(t), s.emulate(), chromedp.Navigate(h.url+"/join/"+i.Secret.Reveal()), picture(t, s, "login"),
		chromedp.SetValue("#key", newKey(t), chromedp.ByQuery), chromedp.Click("form button", chromedp.ByQuery), chromedp.WaitVisible("h1 > .good", chromedp.ByQuery), chromedp.Text("main", &after, chromedp.ByQuery))
	if !strings.Contains(after, "ssh -p 2222 acme@gate.example.com") {
		t.Errorf("it says %q", after)
	}
}

func run(t *testing.T, ctx context.Context, actions ...chromedp.Action) { //nolint:revive // a test comes first
	t.Helper()
	if err := chromedp.Run(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// fits fails where the page is wider than its screen.
func fits(t *testing.T) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		_, _, _, screen, _, content, err := cdppage.GetLayoutMetrics().Do(ctx)
		if err == nil && content.Width > float64(screen.ClientWidth) {
			t.Errorf("the page is %v wide on a screen of %v", content.Width, screen.ClientWidth)
		}
		return err
	})
}

// picture writes a picture, where a folder was named for it.
func picture(t *testing.T, s shape, name string) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		if *pictures == "" {
			return nil
		}
		var png []byte
		if err := chromedp.FullScreenshot(&png, 100).Do(ctx); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(*pictures, name+"-"+s.name+".png"), png, 0o600)
	})
}
