package app

import (
	"context"
	"errors"
	"time"

	"gatehouse/cmd/internal/cli"
	"gatehouse/cmd/internal/outbox"
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
		w.Mail = &outbox.Postman{Server: *s.as.Mail, Reached: func() outbox.Reached {
			o := s.outside.Load()
			return outbox.Reached{URL: o.page, SSH: s.sshLine("join"), Host: o.host}
		}}
	}
	return w
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
			s.contained("noting when keys were last used", func() error { return s.o.NoteUses(ctx) })
		}
	}
}

// round is how often a server looks after its workspaces.
const round = 5 * time.Second

// work does now and then what else each command does when it opens the
// database: erasing what was deleted long ago, finishing what broke off, noting
// what has ended.
func (s *server) work(ctx context.Context) {
	beat := time.NewTicker(round)
	defer beat.Stop()
	for {
		s.contained("looking after the workspaces", func() error { return s.lookAfterAll(ctx) })
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
	}
}

// contained does something in the background. What goes wrong is told to the log, a
// mistake in this program too, and the next round comes all the same.
func (s *server) contained(what string, do func() error) {
	defer func() {
		if reason := recover(); reason != nil {
			s.log.Error(what, "error", cli.Mistake(reason).Error())
		}
	}()
	if err := do(); err != nil && !errors.Is(err, context.Canceled) {
		s.log.Error(what, "error", domain.CleanMax(err.Error(), 200))
	}
}

func (s *server) lookAfterAll(ctx context.Context) error {
	s.o.erase(ctx)
	all, err := s.o.Workspaces(ctx)
	failed := []error{err}
	for _, w := range all {
		if w.DeletedAt.IsZero() {
			_, err := ready(ctx, s.o, w.Slug)
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}
