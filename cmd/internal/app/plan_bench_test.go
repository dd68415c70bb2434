package app_test

import (
	"testing"

	"gatehouse/domain"
)

// What another model would do to everyone, and doing it.
func BenchmarkPreviewModel(b *testing.B) {
	c := newCrowd(b)
	for b.Loop() {
		impact, err := c.PreviewModel(b.Context(), domain.SwitchModel{Model: "timetonic"})
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
	if _, err := c.SwitchModel(b.Context(), domain.SwitchModel{Model: "timetonic"}, nil); err != nil {
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
			if _, err := c.SwitchModel(b.Context(), domain.SwitchModel{Model: model}, nil); err != nil {
				b.Fatal(err)
			}
		}
	}
}
