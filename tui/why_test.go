package tui

import (
	"testing"

	"gatehouse/domain"
)

// Until the new answer is there, F applies nothing: the fix that is known was
// another question's.
func TestAnAnswerDoesNotStandUnderAnotherQuestion(t *testing.T) {
	w := &why{known: true, answer: domain.Explanation{Fix: []domain.Step{{You: true}}}}
	if !w.can() {
		t.Fatal("the fix of a known answer can't be applied")
	}
	if w.nextChannel(); w.can() {
		t.Error("the fix of the question before can be applied")
	}
}
