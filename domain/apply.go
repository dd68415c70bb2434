package domain

import (
	"context"
)

// Applied is what applying a fix did.
type Applied struct {
	Steps  []Step
	Answer Explanation // asked again, afterwards
}

// Apply makes every step of the fix of a question in one commit, as far as
// the actor may make each, and asks again.
func (s *Session) Apply(ctx context.Context, q Question) (Applied, error) {
	var f fixed
	before, err := look(ctx, s, func(v *view) (Explanation, error) {
		a, err := v.makeOut(q)
		if err != nil {
			return Explanation{}, err
		}
		if v.model.Decide(&a.question).Allowed {
			return v.answer(a)
		}
		f, err = v.fix(a)
		return Explanation{}, err
	})
	if err != nil || before.Allowed {
		return Applied{Answer: before}, err
	}
	if len(f.do) == 0 {
		return Applied{}, Errorf(Conflict, "no_fix", "nothing can be changed so that this is allowed")
	}
	_, err = commit(ctx, s, actionApply, func(t *txn) (struct{}, error) {
		for _, do := range f.do {
			if err := do(t); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	})
	if err != nil {
		return Applied{}, err
	}
	answer, err := s.Check(ctx, q)
	return Applied{Steps: f.steps, Answer: answer}, err
}
