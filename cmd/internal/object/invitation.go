package object

import "gatehouse/domain"

// Invitation is an offer of a role to an e-mail address.
type Invitation struct {
	ID        string `json:"id"`
	Email     string `json:"email"`
	Role      string `json:"role" doc:"the role that is offered" example:"employee"`
	Status    string `json:"status" enum:"pending,accepted,revoked,expired"`
	InvitedBy string `json:"invited_by" doc:"the inviter's address or name"`
	SentAt    string `json:"sent_at" format:"date-time"`
	ExpiresAt string `json:"expires_at" format:"date-time"`
	Resends   int    `json:"resends" doc:"how often it was sent again"`
	Delivery  string `json:"delivery" enum:"none,queued,sent,delayed,failed" doc:"how far its mail has come; none where no mail is sent"`
	Answer    string `json:"answer,omitempty" doc:"the mail server's words to its mail at the last try"`
	Token     string `json:"token,omitempty" doc:"what it is accepted with; only when just sent"`
}

// OfInvitation makes the object of an invitation, without its token.
func OfInvitation(l domain.ListedInvitation) Invitation {
	out := Invitation{
		ID: string(l.ID), Email: l.Email, Role: l.Role, Status: l.Status, InvitedBy: l.Sender,
		SentAt: Stamp(l.SentAt), ExpiresAt: Stamp(l.ExpiresAt), Resends: l.Resends, Delivery: l.Delivery,
	}
	if l.Message != nil {
		out.Answer = l.Message.Answer
	}
	return out
}
