package httpapi

import (
	"context"
	"net/http"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

type addWebhook struct {
	Body struct {
		URL string `json:"url" example:"https://example.com/hooks/gatehouse"`
	}
}

type removeWebhook struct {
	Webhook string `path:"webhook" doc:"an id"`
}

type retryDelivery struct {
	Delivery string `path:"delivery" doc:"an id"`
}

func (a *API) webhooks() {
	list(a, operation{route: "GET /v1/webhooks", id: "list-webhooks", summary: "List webhooks, with how many deliveries wait for each"},
		func(ctx context.Context, s *domain.Session, _ *Paging) ([]domain.ListedWebhook, error) {
			return s.Webhooks(ctx)
		}, object.OfWebhook)
	change(a, operation{
		route: "POST /v1/webhooks", id: "add-webhook", summary: "Have a URL hear of every change from now on; answers its signing secret, this once", status: http.StatusCreated,
		doc: "Each change is a POST, signed as Standard Webhooks say, with ids and no details: who hears of one asks the API.",
	}, func(ctx context.Context, s *domain.Session, in *addWebhook) (domain.FreshWebhook, error) {
		return s.AddWebhook(ctx, domain.AddWebhook{URL: in.Body.URL})
	}, func(fresh domain.FreshWebhook) object.Webhook {
		w := object.OfWebhook(fresh.ListedWebhook)
		w.Secret = fresh.Signing
		return w
	})
	change(a, operation{route: "DELETE /v1/webhooks/{webhook}", id: "remove-webhook", summary: "Tell a URL nothing more; what waits for it isn't sent"},
		func(ctx context.Context, s *domain.Session, in *removeWebhook) (domain.ListedWebhook, error) {
			return s.RemoveWebhook(ctx, domain.RemoveWebhook{Webhook: domain.Ref(in.Webhook)})
		}, object.OfWebhook)
	list(a, operation{route: "GET /v1/webhooks/deliveries", id: "list-deliveries", summary: "List what waits and what was told in the last 30 days, the newest first"},
		func(ctx context.Context, s *domain.Session, _ *Paging) ([]domain.Message, error) {
			return s.Deliveries(ctx)
		}, object.OfDelivery)
	change(a, operation{route: "POST /v1/webhooks/deliveries/{delivery}/retry", id: "retry-delivery", summary: "Send a delivery again now, whether it arrived or not; its id stays the same"},
		func(ctx context.Context, s *domain.Session, in *retryDelivery) (domain.Message, error) {
			return s.RetryDelivery(ctx, domain.ID(in.Delivery))
		}, object.OfDelivery)
}
