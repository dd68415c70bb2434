package webhook_test

import (
	"net/http"
	"testing"

	"gatehouse/domain"
)

// FuzzURLs: what a webhook may be added with is a request to a host, over HTTP, as
// nobody.
func FuzzURLs(f *testing.F) {
	for _, url := range []string{"https://example.com/hook?a=b", "http://[::1]:80", "https://ada@example.com", "https:example.com", "https://example.com/#x", "https://%41/"} {
		f.Add(url)
	}
	f.Fuzz(func(t *testing.T, url string) {
		url, err := domain.ParseWebhookURL(url)
		if err != nil {
			return
		}
		r, err := http.NewRequest(http.MethodPost, url, nil)
		if err != nil || r.URL.Hostname() == "" || r.URL.User != nil || r.URL.Fragment != "" || r.URL.Scheme != "http" && r.URL.Scheme != "https" || len(url) > 2000 {
			t.Errorf("%q: %+v, %v", url, r, err)
		}
	})
}
