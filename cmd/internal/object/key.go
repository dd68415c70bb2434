package object

import "gatehouse/domain"

// Key is an API key of a service user.
type Key struct {
	ID          string `json:"id"`
	Name        string `json:"name" doc:"what the key is for"`
	ServiceUser string `json:"service_user" doc:"the name of the service user whose key it is"`
	Status      string `json:"status" enum:"active,expired,revoked"`
	CreatedAt   string `json:"created_at" format:"date-time"`
	CreatedBy   string `json:"created_by" doc:"the maker's address or name"`
	ExpiresAt   string `json:"expires_at,omitempty" format:"date-time" doc:"a key without one never expires"`
	LastUsedAt  string `json:"last_used_at,omitempty" format:"date-time"`
	RevokedAt   string `json:"revoked_at,omitempty" format:"date-time"`
	Secret      string `json:"secret,omitempty" doc:"the key itself; only when just made"`
}

// OfKey makes the object of a key, without its secret.
func OfKey(l domain.ListedKey) Key {
	return Key{
		ID: string(l.ID), Name: l.Name, ServiceUser: l.Service.Name, Status: l.Status, CreatedAt: Stamp(l.CreatedAt), CreatedBy: l.Maker,
		ExpiresAt: Stamp(l.ExpiresAt), LastUsedAt: Stamp(l.LastUsedAt), RevokedAt: Stamp(l.RevokedAt),
	}
}
