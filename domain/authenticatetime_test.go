package domain_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"gatehouse/domain"
)

// Keys that don't let in are told apart neither by their answers nor by the time
// that these take. The method: each kind is tried many times in an order drawn
// anew for each round, so that whatever else the machine does meets all alike. Of
// two kinds the measure is the chance that a try of the one took longer than a try
// of the other (Mann and Whitney's U, divided by the number of pairs): a half where
// there is no difference, nearly one where one kind takes a step more. With 2,000
// tries each its standard error is 0.009. A tenth to nine tenths is asked for:
// where records lie, and an error made instead of a record read, move it by a tenth,
// under the race detector by three; an answer without the reads to 0.96.
func TestUnusableKeysTakeTheSameTime(t *testing.T) {
	const tries, near = 2000, 0.4
	w := open(t, "mtime", "")
	kinds := map[string]string{}
	good := func(name string, stop func(domain.Member, domain.FreshKey) error) {
		m, k := w.robot("admin")
		must(t, stop(m, k))
		kinds[name] = k.Secret.Reveal()
	}
	good("expired", func(domain.Member, domain.FreshKey) error { w.clock.pass(domain.KeyLasts); return nil })
	good("revoked", func(_ domain.Member, k domain.FreshKey) error {
		return got(w.boss().RevokeKey(bg, domain.RevokeKey{Key: domain.Ref(k.ID)}))
	})
	good("suspended", func(m domain.Member, _ domain.FreshKey) error {
		return got(w.boss().Suspend(bg, domain.Suspend{Member: ref(m)}))
	})
	_, k := w.robot("admin")
	kinds["forged"] = forged(t, domain.APIKey, k.Secret)
	unknown, err := domain.NewSecret(domain.APIKey, w.rand)
	must(t, err)
	kinds["unknown"] = unknown.Reveal()

	names := make([]string, 0, len(kinds))
	for name := range kinds {
		names = append(names, name)
	}
	took := map[string][]time.Duration{}
	for range tries {
		rand.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		for _, name := range names {
			began := time.Now()
			_, err := w.db.Authenticate(bg, kinds[name], "")
			took[name] = append(took[name], time.Since(began))
			wants(t, err, domain.Denied, "unusable_key")
		}
	}
	slices.Sort(names)
	for i, a := range names {
		for _, b := range names[:i] {
			if u := longer(took[a], took[b]); u < 0.5-near || u > 0.5+near {
				t.Errorf("a try of %s takes longer than one of %s with a chance of %.2f", a, b, u)
			}
		}
	}
}

// longer is the chance that one of a took longer than one of b; ties count half.
func longer(a, b []time.Duration) float64 {
	slices.Sort(a)
	slices.Sort(b)
	sum := 0.0
	for _, x := range a {
		below, _ := slices.BinarySearch(b, x)
		upTo, _ := slices.BinarySearch(b, x+1)
		sum += float64(below) + float64(upTo-below)/2
	}
	return sum / float64(len(a)*len(b))
}
