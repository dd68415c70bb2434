package httpapi

import (
	"context"
	"net/http"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

type oneMessage struct {
	Message string `path:"message" doc:"an id"`
}

type testMail struct {
	Body struct {
		To string `json:"to" doc:"an e-mail address"`
	}
}

func (a *API) mail() {
	list(a, operation{route: "GET /v1/mail", id: "list-mail", summary: "List the mails that wait and those of the last 30 days, the newest first"},
		func(ctx context.Context, s *domain.Session, _ *Paging) ([]domain.Message, error) { return s.Mail(ctx) }, object.OfMessage)
	read(a, operation{route: "GET /v1/mail/{message}", id: "show-mail", summary: "Show a mail or a webhook's delivery, and what came of it"},
		func(ctx context.Context, s *domain.Session, in *oneMessage) (domain.Message, error) {
			return s.Message(ctx, domain.ID(in.Message))
		}, object.OfMessage)
	change(a, operation{
		route: "POST /v1/mail/retry", id: "retry-mail", summary: "Try everything again now that hasn't gone out",
		doc: "What waits for its next try, what was given up, and what was held back when the database was restored.",
	}, func(ctx context.Context, s *domain.Session, _ *none) (int, error) { return s.RetryMail(ctx) },
		func(n int) object.Retried { return object.Retried{Retried: n} })
	change(a, operation{
		route: "POST /v1/mail/test", id: "test-mail", summary: "Send a mail to see whether mail arrives", status: http.StatusAccepted,
		doc: "It is queued; show-mail says what the mail server answered.",
	}, func(ctx context.Context, s *domain.Session, in *testMail) (domain.Message, error) {
		return s.TestMail(ctx, domain.TestMail{To: in.Body.To})
	}, object.OfMessage)
}
