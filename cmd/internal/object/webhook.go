package object

import "gatehouse/domain"

// Webhook is a URL that hears of every change in the workspace.
type Webhook struct {
	ID        string `json:"id"`
	URL       string `json:"url" format:"uri"`
	CreatedAt string `json:"created_at" format:"date-time"`
	CreatedBy string `json:"created_by" doc:"the id of the member who added it"`
	Secret    string `json:"secret,omitempty" doc:"what its deliveries are signed with, whsec_ and base64 (Standard Webhooks); only when just added"`
}

// OfWebhook makes the object of a webhook, without its signing secret.
func OfWebhook(w domain.Webhook) Webhook {
	return Webhook{ID: string(w.ID), URL: w.URL, CreatedAt: Stamp(w.CreatedAt), CreatedBy: string(w.CreatedBy)}
}

// Delivery is the message by which a webhook hears of an event.
type Delivery struct {
	Message
	Event string `json:"event" doc:"the event's action" example:"members.suspend"`
}

// OfDelivery makes the object of a webhook's message.
func OfDelivery(m domain.Message) Delivery { return Delivery{OfMessage(m), m.About} }
