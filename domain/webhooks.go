package domain

import (
	"context"
	"encoding/base64"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"gatehouse/domain/rights"
)

// Webhook is a URL that hears of every change in the workspace.
type Webhook struct {
	ID        ID
	Version   uint64
	URL       string
	Sealed    []byte // what its messages are signed with
	CreatedAt time.Time
	CreatedBy ID
	Heard     uint64 // the last event that a message was queued for, or that isn't told
}

// RecordID is the key under which the record is kept.
func (w Webhook) RecordID() ID { return w.ID }

// AddWebhook has a URL hear of every change from now on.
type AddWebhook struct{ URL string }

// RemoveWebhook ends that; what waits isn't sent any more.
type RemoveWebhook struct{ Webhook Ref }

// FreshWebhook is a webhook just added, with what its receiver checks signatures
// by: the only time it is known.
type FreshWebhook struct {
	ListedWebhook
	Signing string // whsec_ and base64 of 32 bytes (Standard Webhooks)
}

// maxWebhooks is how many a workspace can have: each costs a message per change.
const maxWebhooks = 20

// Webhooks lists them by URL. It needs workspace.settings, as all that follows.
func (s *Session) Webhooks(ctx context.Context) ([]ListedWebhook, error) {
	return look(ctx, s, func(v *view) ([]ListedWebhook, error) {
		if err := v.may(ask{right: rights.WorkspaceSettings, takesAway: true}); err != nil {
			return nil, err
		}
		all, err := everything(v.WebhookPages(), Query{Index: ByName})
		if err != nil {
			return nil, err
		}
		var out []ListedWebhook
		for _, w := range all {
			l, err := v.listWebhook(w)
			if err != nil {
				return nil, err
			}
			out = append(out, l)
		}
		return out, nil
	})
}

// ListedWebhook is a webhook with who added it and how many messages wait for it.
type ListedWebhook struct {
	Webhook
	Maker   string // handle
	Waiting int
}

func (t *txn) listWebhook(w Webhook) (ListedWebhook, error) {
	maker, err := t.Members().Get(w.CreatedBy)
	if orNone(err) != nil {
		return ListedWebhook{}, err
	}
	w.Sealed = nil
	waiting, err := t.Count(CountWaiting, string(w.ID))
	return ListedWebhook{w, maker.Handle(), waiting}, err
}

// AddWebhook hears of what happens from here on.
func (s *Session) AddWebhook(ctx context.Context, c AddWebhook) (FreshWebhook, error) {
	id, signing := s.ws.db.newID(), make([]byte, 32)
	if _, err := io.ReadFull(s.ws.db.world.Random, signing); err != nil {
		return FreshWebhook{}, err
	}
	sealed, err := s.ws.db.world.Pepper.Seal(s.ws.db.world.Random, signing, sealedAt("webhook", id))
	if err != nil {
		return FreshWebhook{}, err
	}
	return commit(ctx, s, c.action(), func(t *txn) (FreshWebhook, error) {
		if err := t.may(ask{right: rights.WorkspaceSettings}); err != nil {
			return FreshWebhook{}, err
		}
		to, err := ParseWebhookURL(c.URL)
		if err != nil {
			return FreshWebhook{}, err
		}
		n, err := t.Count(CountWebhooks, "")
		if err != nil {
			return FreshWebhook{}, err
		}
		if n >= maxWebhooks {
			return FreshWebhook{}, Errorf(Limit, "too_many_webhooks", "there are %d webhooks, and can be no more; remove one that nobody needs", n)
		}
		hook, err := t.Webhooks().Put(Webhook{ID: id, URL: to, Sealed: sealed, CreatedAt: t.now, CreatedBy: t.actor.ID})
		if err != nil {
			return FreshWebhook{}, err
		}
		if err := t.record(c.action(), mentionWebhook(hook), ""); err != nil {
			return FreshWebhook{}, err
		}
		hook.Heard = t.events[len(t.events)-1]
		if hook, err = t.Webhooks().Put(hook); err != nil {
			return FreshWebhook{}, err
		}
		l, err := t.listWebhook(hook)
		return FreshWebhook{l, "whsec_" + base64.StdEncoding.EncodeToString(signing)}, err
	})
}

// mentionWebhook names a webhook without its query, which may hold a secret.
func mentionWebhook(w Webhook) Mention {
	name, _, _ := strings.Cut(w.URL, "?")
	return Mention{"webhook", w.ID, name}
}

// maxWebhookURL bounds a webhook's URL, in bytes.
const maxWebhookURL = 2000

// ParseWebhookURL reads where a webhook goes. Whether the address may be reached is
// asked when it is: names change what they stand for.
func ParseWebhookURL(text string) (string, error) {
	text = strings.TrimSpace(text)
	u, err := url.Parse(text)
	switch {
	case len(text) > maxWebhookURL, err != nil, u.Host == "", u.Hostname() == "", u.Scheme != "https" && u.Scheme != "http",
		strings.IndexFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) >= 0:
		return "", Errorf(Invalid, "bad_url", "a webhook goes to a URL such as https://example.com/hook, of at most %d characters", maxWebhookURL)
	case u.User != nil:
		return "", Errorf(Invalid, "bad_url", "a webhook's URL has no user or password: the receiver knows us by the signature")
	case !isPort(u.Port()):
		return "", Errorf(Invalid, "bad_url", "the port of a webhook's URL is 1 to 65535")
	case strings.Contains(text, "#"):
		return "", Errorf(Invalid, "bad_url", "a webhook's URL has no part after #: it is never sent")
	}
	return text, nil
}

// isPort tells whether this can be connected to; none is the scheme's own.
func isPort(text string) bool {
	n, err := strconv.Atoi(text)
	return text == "" || err == nil && n > 0 && n < 1<<16
}

// RemoveWebhook forgets a webhook.
func (s *Session) RemoveWebhook(ctx context.Context, c RemoveWebhook) (ListedWebhook, error) {
	return commit(ctx, s, c.action(), func(t *txn) (ListedWebhook, error) {
		if err := t.may(ask{right: rights.WorkspaceSettings, takesAway: true}); err != nil {
			return ListedWebhook{}, err
		}
		hook, err := t.Webhooks().Get(ID(c.Webhook))
		if isNotFound(err) {
			err = Errorf(NotFound, "no_webhook", "there is no webhook %s", said(string(c.Webhook)))
		}
		if err != nil {
			return ListedWebhook{}, err
		}
		l, err := t.listWebhook(hook)
		if err != nil {
			return l, err
		}
		if err := t.Webhooks().Delete(hook.ID); err != nil {
			return l, err
		}
		return l, t.record(c.action(), mentionWebhook(hook), "")
	})
}

// Deliveries lists what webhooks were told in the last 30 days and what waits, the
// newest first.
func (s *Session) Deliveries(ctx context.Context) ([]Message, error) {
	return s.messages(ctx, ByWebhook)
}

// RetryDelivery sends a delivery again, whether it arrived or not. Its id stays
// the same, so that the receiver knows it again.
func (s *Session) RetryDelivery(ctx context.Context, id ID) (Message, error) {
	return commit(ctx, s, actionRetryDelivery, func(t *txn) (Message, error) {
		if err := t.may(ask{right: rights.WorkspaceSettings}); err != nil {
			return Message{}, err
		}
		m, err := t.Messages().Get(id)
		if isNotFound(err) || err == nil && m.Kind != ByWebhook {
			err = Errorf(NotFound, "no_message", "there is no delivery %s", said(string(id)))
		}
		if err != nil {
			return m, err
		}
		if _, err := t.Webhooks().Get(m.Hook); isNotFound(err) {
			return m, Errorf(Conflict, "no_webhook", "the webhook of this delivery was removed")
		} else if err != nil {
			return m, err
		}
		m.again(t.now)
		return t.Messages().Put(m)
	})
}
