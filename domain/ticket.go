package domain

import (
	"sync"
)

type tickets struct {
	mu sync.Mutex
	of map[claimant][]*ticket
}
type claimant struct{ workspace, member ID }
type ticket struct{}

func (ts *tickets) close() {}
