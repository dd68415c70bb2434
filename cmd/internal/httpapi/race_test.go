package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"gatehouse/domain"
)

// No request that was begun after the commit of a revocation, a suspension or a
// change of plan is accepted, however many are under way: 64 clients ask with the
// key, and let it be verified, until they are refused.
func TestNothingIsAcceptedAfterTheCommit(t *testing.T) {
	for name, stop := range map[string]func(*domain.Session, domain.FreshKey) error{
		"revoked": func(s *domain.Session, k domain.FreshKey) error {
			_, err := s.RevokeKey(t.Context(), domain.RevokeKey{Key: domain.Ref(k.ID)})
			return err
		},
		"suspended": func(s *domain.Session, _ domain.FreshKey) error {
			_, err := s.Suspend(t.Context(), domain.Suspend{Member: "ci"})
			return err
		},
		"the plan": func(s *domain.Session, _ domain.FreshKey) error {
			_, err := s.ChangePlan(t.Context(), domain.ChangePlan{Plan: "start"})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouseOf(t, "timetonic")
			key, asker := h.key("ci", "admin"), h.key("asker", "verifier")
			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
			defer client.CloseIdleConnections()
			ask := func(path, by, form string) int {
				r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.url+path, strings.NewReader(form))
				if err != nil {
					t.Error(err)
					return 0
				}
				r.Header.Set("Authorization", "Bearer "+by)
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				resp, err := client.Do(r)
				if err != nil {
					t.Error(err)
					return 0
				}
				defer resp.Body.Close()
				body := make([]byte, 64)
				n, _ := resp.Body.Read(body)
				if strings.HasPrefix(string(body[:n]), `{"active":false`) {
					return http.StatusUnauthorized
				}
				return resp.StatusCode
			}
			var stopped atomic.Bool
			var clients sync.WaitGroup
			var accepted atomic.Int32
			underWay := make(chan struct{})
			for i := range 64 {
				clients.Go(func() {
					for {
						after := stopped.Load()
						var status int
						if i%2 == 0 {
							status = ask("/v1/forward-auth?right=api.use", key.Secret.Reveal(), "")
						} else {
							status = ask("/v1/introspect", asker.Secret.Reveal(), url.Values{"token": {key.Secret.Reveal()}}.Encode())
						}
						switch {
						case status != http.StatusOK:
							return
						case after:
							t.Error("accepted after the commit")
							return
						}
						if accepted.Add(1) == 200 {
							close(underWay)
						}
					}
				})
			}
			<-underWay
			if err := stop(h.local(), key); err != nil {
				t.Error(err)
			}
			stopped.Store(true)
			clients.Wait()
		})
	}
}
