package app_test

import (
	"testing"

	"gatehouse/domain"
)

// switchOver gives the workspace's own roles, gone after the first time,
// something to become.
func switchOver(b *testing.B, c *crowd, model string) domain.SwitchModel {
	all, err := c.Roles(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	to := domain.SwitchModel{Model: model, Roles: map[string]string{}}
	for _, r := range all {
		if r.Custom {
			to.Roles[r.Name] = "read-only"
		}
	}
	return to
}

// What another model would do to everyone, and doing it.
func BenchmarkPreviewModel(b *testing.B) {
	c := newCrowd(b)
	to := switchOver(b, c, "timetonic")
	for b.Loop() {
		impact, err := c.PreviewModel(b.Context(), to)
		if err != nil {
			b.Fatal(err)
		}
		if !impact.Allowed {
			b.Fatal(impact.Why)
		}
	}
}

// What another plan would do to everyone.
func BenchmarkPreviewPlan(b *testing.B) {
	c := newCrowd(b)
	if _, err := c.SwitchModel(b.Context(), switchOver(b, c, "timetonic"), nil); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := c.PreviewPlan(b.Context(), domain.ChangePlan{Plan: "start"}); err != nil {
			b.Fatal(err)
		}
	}
}

// Everyone is moved to another model and back.
func BenchmarkSwitchModel(b *testing.B) {
	c := newCrowd(b)
	for b.Loop() {
		for _, model := range []string{"timetonic", "mtime"} {
			if _, err := c.SwitchModel(b.Context(), switchOver(b, c, model), nil); err != nil {
				b.Fatal(err)
			}
		}
	}
}
