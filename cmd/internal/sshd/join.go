package sshd

import (
	"context"

	"gatehouse/domain"
)

// join is ssh join@host.
func (v *visit) join(context.Context) (int, error) {
	err := domain.Errorf(domain.Unavailable, "no_join", "tokens aren't accepted here yet")
	return v.refuse(err), err
}
