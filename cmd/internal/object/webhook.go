package object

import "gatehouse/domain"

// Webhook is a URL that hears of every change in the workspace.
type Webhook struct {
	ID        string `json:"id"`
	URL       string `json:"url" format:"uri"`
	CreatedAt string `json:"created_at" format:"date-time"`
	CreatedBy string `json:"created_by" doc:"the address or the name of who added it"`
	Waiting   int    `json:"waiting" doc:"how many deliveries haven't arrived yet"`
	Secret    string `json:"secret,omitempty" doc:"what its deliveries are signed with, whsec_ and base64 (Standard Webhooks); only when just added"`
}

// OfWebhook makes the object of a webhook, without its signing secret.
func OfWebhook(l domain.ListedWebhook) Webhook {
	return Webhook{ID: string(l.ID), URL: l.URL, CreatedAt: Stamp(l.CreatedAt), CreatedBy: l.Maker, Waiting: l.Waiting}
}

// Delivery is the message by which a webhook hears of an event.
type Delivery struct {
	Message
	Event string `json:"event" doc:"the event's action" example:"members.suspend"`
}

// OfDelivery makes the object of a webhook's message.
func OfDelivery(m domain.Message) Delivery { return Delivery{OfMessage(m), m.About} }
