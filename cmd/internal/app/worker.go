package app

import (
	"context"
	"time"

	"gatehouse/cmd/internal/cli"
	"gatehouse/cmd/internal/outbox"
	"gatehouse/cmd/internal/sshd"
	"gatehouse/cmd/internal/webhook"
	"gatehouse/domain"
)

// workers are what runs beside what listens.
func (s *server) workers() []func(context.Context) {
	all := []func(context.Context){s.work, s.noteUsesNowAndThen}
	return append(all, s.outbox().Run)
}

// outbox sends what is queued.
func (s *server) outbox() *outbox.Worker {
	w := &outbox.Worker{Database: s.o.Database, Hooks: &webhook.Sender{Allow: s.as.WebhookAllow}, Log: s.log}
	if s.as.Mail != nil {
		w.Mail = &outbox.Postman{Server: *s.as.Mail, PublicURL: s.linked(), SSH: s.sshLine("join"), Host: s.outside.Load().host}
	}
	return w
}

// linked is the URL that mails link to; empty where no page is served.
func (s *server) linked() string {
	if s.api == nil {
		return ""
	}
	return s.as.web()
}

// notedEvery is how precisely the last use of an API key survives a crash.
const notedEvery = time.Minute

// noteUsesNowAndThen writes down when API keys were last used.
func (s *server) noteUsesNowAndThen(ctx context.Context) {
	beat := time.NewTicker(notedEvery)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
			s.noteUses(ctx)
		}
	}
}

func (s *server) noteUses(ctx context.Context) {
	if err := s.o.NoteUses(ctx); err != nil && ctx.Err() == nil {
		s.log.Error("noting when keys were last used", "error", domain.CleanMax(err.Error(), 200))
	}
}

// round is how often a server looks after its workspaces.
const round = 5 * time.Second

// work does now and then what else each command does when it opens the
// database: erasing what was deleted long ago, finishing what broke off, noting
// what has ended.
func (s *server) work(ctx context.Context) {
	defer func() { // a mistake here ends the worker, and not the server
		if reason := recover(); reason != nil {
			s.log.Error("looking after the workspaces", "error", cli.Mistake(reason).Error())
		}
	}()
	beat := time.NewTicker(round)
	defer beat.Stop()
	for {
		s.o.erase(ctx)
		all, err := s.o.Workspaces(ctx)
		if err != nil && ctx.Err() == nil {
			s.log.Error("looking after the workspaces", "error", domain.CleanMax(err.Error(), 200))
		}
		for _, w := range all {
			if w.DeletedAt.IsZero() {
				_, _ = ready(ctx, s.o, w.Slug) // what goes wrong is told to whoever opens it
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
	}
}

// welcomeOwners gives the owners who have no login yet a token to enrol one by,
// a new one at each start.
func (s *server) welcomeOwners(ctx context.Context) error {
	all, err := s.o.Workspaces(ctx)
	if err != nil {
		return err
	}
	for _, info := range all {
		if !info.DeletedAt.IsZero() {
			continue
		}
		if err := s.welcomeOwner(ctx, info.Slug); err != nil {
			return err
		}
	}
	return nil
}

func (s *server) welcomeOwner(ctx context.Context, slug string) error {
	w, err := ready(ctx, s.o, slug)
	if err != nil {
		return err
	}
	local, err := w.Local(ctx, "")
	if err != nil {
		return err
	}
	owner := domain.Ref(local.Principal().Member)
	if has, err := local.Logins(ctx, owner); err != nil || len(has) > 0 {
		return err
	}
	i, err := local.InviteLogin(ctx, domain.InviteLogin{Member: owner})
	if err != nil {
		return err
	}
	s.note("the owner of " + slug + " has no login yet. To enrol a key, type: ssh " + sshd.Address("join", s.settings().Host))
	s.note("and paste this token, which works once: " + i.Secret.Reveal())
	return nil
}
