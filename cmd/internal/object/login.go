package object

import "gatehouse/domain"

// Login is an SSH public key that signs someone in.
type Login struct {
	Fingerprint string `json:"fingerprint" doc:"SHA256: and base64, as ssh-keygen writes it"`
	Type        string `json:"type" example:"ssh-ed25519"`
	Comment     string `json:"comment"`
	AddedAt     string `json:"added_at" format:"date-time"`
	LastUsedAt  string `json:"last_used_at,omitempty" format:"date-time"`
}

// OfLogin makes the object of a login.
func OfLogin(l domain.Login) Login {
	return Login{string(l.ID), l.Type, l.Comment, Stamp(l.AddedAt), Stamp(l.LastUsedAt)}
}

// Enrolment is a token just made, with which a member enrols a login.
type Enrolment struct {
	Email     string `json:"email"`
	Token     string `json:"token,omitempty" doc:"once; whoever has it becomes that member"`
	ExpiresAt string `json:"expires_at" format:"date-time"`
}

// OfEnrolment makes the object of a login invitation, with its token.
func OfEnrolment(i domain.LoginInvitation) Enrolment {
	return Enrolment{i.Member.Handle(), i.Secret.Reveal(), Stamp(i.ExpiresAt)}
}
