package sshd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	gossh "golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/sshchan"
	"gatehouse/domain"
	"gatehouse/tui"
)

// join is ssh join@host: a token turns the key that the client signed in with
// into a login. At a terminal it goes on into the workspace.
func (v *visit) join(ctx context.Context) (int, error) {
	v.what = "join"
	if !v.ch.Terminal || !v.ch.Shell {
		return v.joinUnseen(ctx)
	}
	err := ended(ctx, v.joinScreen(ctx))
	if errors.Is(err, tui.ErrLeft) {
		return 0, nil
	}
	if err == nil {
		err = v.signIn(ctx)
	}
	if err != nil {
		return v.refuse(err), err
	}
	return v.command(ctx)
}

// joinScreen asks for the token, shows what it offers and accepts it.
func (v *visit) joinScreen(ctx context.Context) error {
	following := follower{ch: v.ch}
	defer following.wait()
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	err := tui.Join(ctx, tui.JoinOptions{
		Fingerprint: gossh.FingerprintSHA256(v.id.key), NoColor: v.noColour(), Idle: min(v.limits.Idle, joinIdle),
		Welcome: v.server.config.Database.Welcome,
		Accept: func(ctx context.Context, token, name string) error {
			_, err := v.accept(ctx, token, name)
			return err
		},
		Program: onChannel(ctx, end, v.ch), Started: func(p *tea.Program) { following.follow(ctx, p) },
	})
	if errors.Is(context.Cause(ctx), sshchan.ErrGone) {
		return domain.Errorf(domain.Invalid, "input_over", "the input ended before anything was accepted; a token that is sent on standard input is taken where there is no terminal (ssh without -t)")
	}
	return err
}

// accept enrols the key, which from here on is who the visit is.
func (v *visit) accept(ctx context.Context, token, name string) (domain.Member, error) {
	slug, m, err := v.server.config.Database.Join(ctx, domain.Join{
		Token: token, Name: name, Key: string(gossh.MarshalAuthorizedKey(v.id.key)), From: v.from,
	})
	if err != nil {
		return m, err
	}
	v.id.slug, v.joined = slug, m.Handle()
	v.id.principal, err = v.server.config.Database.Recognise(ctx, slug, gossh.FingerprintSHA256(v.id.key))
	return m, err
}

// joinIdle is how long a stranger may look at the screen without a key press.
const joinIdle = 5 * time.Minute

// maxToken bounds what is read as a token, in bytes.
const maxToken = 4 << 10

// joinUnseen reads the token from standard input.
func (v *visit) joinUnseen(ctx context.Context) (int, error) {
	err := ended(ctx, v.joinBy(ctx))
	if gone(ctx) {
		return 255, context.Cause(ctx)
	}
	if err != nil {
		return v.refuse(err), err
	}
	return 0, nil
}

func (v *visit) joinBy(ctx context.Context) error {
	if v.ch.Command != "" {
		return domain.Errorf(domain.Invalid, "bad_join", "at join@ there are no commands; send the token on standard input")
	}
	late := time.AfterFunc(v.limits.Handshake, func() {
		v.end(domain.Errorf(domain.Expired, "no_token", "no token came, or nobody reads what it was for"))
	})
	defer late.Stop()
	token, err := io.ReadAll(io.LimitReader(v.ch.Input(ctx), maxToken))
	if err != nil {
		return err
	}
	m, err := v.accept(ctx, strings.TrimSpace(string(token)), "")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(v.ch, "%s is a member of %s; sign in with: ssh %s\n", domain.Clean(m.Email), v.id.slug, Address(v.id.slug, v.server.inForce().Host))
	return err
}
