package sshd

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"gatehouse/cmd/internal/sshchan"
	"gatehouse/domain"
)

// log writes one line about a session that is over: nothing that the client
// sent is in it but its user name, cleaned.
func (v *visit) log(ctx context.Context, code int, err error) {
	level := slog.LevelInfo
	why := "done"
	switch e, told := errors.AsType[*domain.Error](context.Cause(ctx)); {
	case told:
		why = e.Code
	case errors.Is(context.Cause(ctx), sshchan.ErrGone):
		why = "client left"
	case err != nil && code == 1:
		why, level = "unexpected: "+domain.CleanMax(err.Error(), 200), slog.LevelError
	case err != nil:
		why = "refused"
		if e, is := errors.AsType[*domain.Error](err); is {
			why = e.Code
		}
	}
	who := cmp.Or(v.joined, string(v.id.principal.Member))
	if v.session != nil {
		who = v.session.Called()
	}
	v.server.config.Log.Log(context.Background(), level, "session",
		"workspace", domain.CleanMax(v.id.slug, 60), "who", domain.Clean(who), "from", v.from, "key", gossh.FingerprintSHA256(v.id.key),
		"what", v.what, "seconds", time.Since(v.began).Truncate(time.Millisecond).Seconds(), "exit", code, "ended", why)
}
