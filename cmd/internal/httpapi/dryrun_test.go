package httpapi_test

import (
	"strings"
	"testing"
)

// The document says of what can be tried that a try is answered with its
// consequences.
func TestDryRunInTheDocument(t *testing.T) {
	h := newHouse(t)
	paths := h.object(h.ask("", "GET /openapi.json", ""))["paths"].(map[string]any)
	triable := 0
	for path, item := range paths {
		for method, op := range item.(map[string]any) {
			o, _ := op.(map[string]any)
			params, _ := o["parameters"].([]any)
			for _, p := range params {
				if p.(map[string]any)["name"] != "dry_run" {
					continue
				}
				triable++
				media := o["responses"].(map[string]any)["200"].(map[string]any)["content"].(map[string]any)["application/json"].(map[string]any)
				schema := media["schema"].(map[string]any)
				refs := []any{schema}
				if either, is := schema["oneOf"].([]any); is {
					refs = either
				}
				last, _ := refs[len(refs)-1].(map[string]any)["$ref"].(string)
				if made := o["responses"].(map[string]any)["201"] != nil; !strings.HasSuffix(last, "/Consequences") || made != (len(refs) == 1) {
					t.Errorf("%s %s: %v", method, path, schema)
				}
			}
		}
	}
	if triable < 14 {
		t.Errorf("%d operations can be tried", triable)
	}
}
