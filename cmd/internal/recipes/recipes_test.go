// Package recipes holds what the documents tell people to set up on their own
// machines to its word: the configurations are taken out of the documents, and
// with the build tag system they are run.
package recipes

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"gatehouse/domain/rights"
)

// fenced is the one block of a document that is marked as such a language.
func fenced(t *testing.T, document, language string) string {
	t.Helper()
	text, err := os.ReadFile("../../../docs/" + document)
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "\n```"+language+"\n")
	block, rest, closed := strings.Cut(after, "\n```\n")
	if !closed || strings.Contains(rest, "\n```"+language+"\n") {
		t.Fatalf("docs/%s doesn't have one block of %s", document, language)
	}
	return block + "\n"
}

// TestProxiesAsk: each configuration asks for a right that there is, hands on
// who it was, and keeps the key to itself.
func TestProxiesAsk(t *testing.T) {
	asks := regexp.MustCompile(`/v1/forward-auth\?right=([a-z_.]+)`)
	for _, language := range []string{"nginx", "caddyfile", "yaml"} {
		block := fenced(t, "forward-auth.md", language)
		found := asks.FindStringSubmatch(block)
		if found == nil {
			t.Errorf("%s doesn't ask", language)
			continue
		}
		if _, ok := rights.ParseRight(found[1]); !ok {
			t.Errorf("%s asks for %s, which is no right", language, found[1])
		}
		for _, name := range []string{"Remote-User", "Remote-Role", "Authorization"} {
			if !strings.Contains(block, name) {
				t.Errorf("%s doesn't say what becomes of %s", language, name)
			}
		}
	}
}

// TestTraefikStrips: the recipe that isn't run names what a client might send.
func TestTraefikStrips(t *testing.T) {
	block := fenced(t, "forward-auth.md", "yaml")
	for _, name := range []string{"Remote-User", "Remote-Role", "Remote-Name", "Remote-Email", "Remote-Groups"} {
		for _, spelt := range []string{name, strings.ReplaceAll(name, "-", "_")} {
			if !strings.Contains(block, " "+spelt+`: ""`+"\n") {
				t.Errorf("Traefik lets through what a client sends as %s", spelt)
			}
		}
	}
}
