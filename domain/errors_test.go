package domain_test

import (
	"testing"

	"gatehouse/domain"
)

// What would meet every target alike, and what isn't ours, is about none.
func TestErrorsAboutOneTarget(t *testing.T) {
	for kind, want := range map[domain.Kind]bool{
		domain.Invalid: true, domain.Denied: true, domain.NotFound: true, domain.Conflict: true, domain.Expired: true, domain.Limit: true,
		domain.Unavailable: false, domain.Damaged: false, "": false,
	} {
		is(t, string(kind), kind.AboutTarget(), want)
	}
}
