package cli

import (
	"fmt"

	"gatehouse/domain"
)

// Mistake is the sentence for a mistake in this program, from what it panicked
// with.
func Mistake(reason any) error {
	return domain.Errorf("unexpected", "unexpected", "this is a mistake in gatehouse (%s); what was saved before is safe", domain.CleanMax(fmt.Sprint(reason), 200))
}
