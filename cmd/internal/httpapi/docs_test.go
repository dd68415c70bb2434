package httpapi_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

// The document is OpenAPI 3.1, whole, and says who asks and how it can go wrong.
func TestOpenAPI(t *testing.T) {
	h := newHouse(t)
	a := h.ask("", "GET /openapi.json", "")
	spec := h.object(a)
	if spec["openapi"] != "3.1.0" {
		t.Errorf("openapi is %v", spec["openapi"])
	}
	schemas := spec["components"].(map[string]any)["schemas"].(map[string]any)
	for _, ref := range regexp.MustCompile(`#/components/schemas/([^"]+)`).FindAllStringSubmatch(a.body, -1) {
		if schemas[ref[1]] == nil {
			t.Errorf("there is no schema %s", ref[1])
		}
	}
	if schemas["ErrorModel"] != nil || schemas["Problem"] == nil || schemas["Decision"] == nil {
		t.Error("the errors aren't ours")
	}
	if strings.Contains(a.body, `"null"`) {
		t.Error("something may be null, which nothing ever is")
	}
	paths := spec["paths"].(map[string]any)
	for _, path := range []string{"/v1/introspect", "/v1/check", "/v1/forward-auth", "/v1/me", "/v1/rights", "/v1/ssh/authorized-keys"} {
		if paths[path] == nil {
			t.Errorf("%s isn't in the document", path)
		}
	}
	for path, item := range paths {
		for method, op := range item.(map[string]any) {
			o := op.(map[string]any)
			responses, err := json.Marshal(o["responses"])
			if err != nil {
				t.Fatal(err)
			}
			if o["operationId"] == nil || o["summary"] == nil || o["tags"] == nil || !strings.Contains(string(responses), "application/problem+json") {
				t.Errorf("%s %s isn't whole: %v", method, path, o)
			}
		}
	}
}

// The page shows all of it, and needs and runs nothing.
func TestDocs(t *testing.T) {
	h := newHouse(t)
	a := h.ask("", "GET /docs", "")
	a.is(t, 200)
	if !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
		t.Errorf("%v", a.header)
	}
	for _, want := range []string{"/v1/introspect", "/v1/check", "/v1/forward-auth", "token_type_hint", `id="object-Decision"`, `href="#object-Problem"`, "prefers-color-scheme:dark", "width=device-width"} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	for _, never := range []string{"<script", "javascript:", "src=", "@import", "url(", "<link", "<no value>", "ZgotmplZ", "%!"} {
		if strings.Contains(a.body, never) {
			t.Errorf("the page has %s", never)
		}
	}
	for _, link := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(a.body, -1) {
		inside, isAnchor := strings.CutPrefix(link[1], "#")
		if isAnchor && !strings.Contains(a.body, `id="`+inside+`"`) || !isAnchor && link[1] != "/openapi.json" {
			t.Errorf("a link to %s", link[1])
		}
	}
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(a.body)
	sum := sha256.Sum256([]byte(style[1]))
	if !strings.Contains(a.header.Get("Content-Security-Policy"), "style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
		t.Errorf("the policy doesn't let the style in: %v", a.header)
	}
}
