package storagetest

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"

	"gatehouse/storage"
)

// number reads a decimal, 0 if it is missing.
func number(g storage.Getter, key string) (int, error) {
	v, err := g.Get([]byte(key))
	if err != nil || v == nil {
		return 0, err
	}
	return strconv.Atoi(string(v))
}

// incrementsLoseNothing: every increment of one key decides from what is there.
func incrementsLoseNothing(t *testing.T, e storage.Engine) {
	const writers, each = 16, 25
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for range each {
				err := e.Commit(t.Context(), func(g storage.Getter) ([]storage.Change, error) {
					n, err := number(g, "n")
					return []storage.Change{put("n", strconv.Itoa(n+1))}, err
				})
				if err != nil {
					t.Errorf("increment: %v", err)
				}
			}
		})
	}
	all.Wait()
	wantValue(t, e, "n", strconv.Itoa(writers*each))
}

// transfersKeepTheSum: amounts move between accounts, never below 0, while
// views add them up.
func transfersKeepTheSum(t *testing.T, e storage.Engine) {
	const accounts, writers, each, sum = 8, 8, 25, 800
	name := func(i int) string { return fmt.Sprintf("account %d", i) }
	for i := range accounts {
		commit(t, e, put(name(i), strconv.Itoa(sum/accounts)))
	}
	transfer := func(from, to string, amount int) error {
		return e.Commit(t.Context(), func(g storage.Getter) ([]storage.Change, error) {
			a, err := number(g, from)
			if err != nil || a < amount {
				return nil, err
			}
			b, err := number(g, to)
			return []storage.Change{put(from, strconv.Itoa(a-amount)), put(to, strconv.Itoa(b+amount))}, err
		})
	}
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			random := rand.New(rand.NewPCG(3, uint64(w)))
			for range each {
				from := random.IntN(accounts)
				to := (from + 1 + random.IntN(accounts-1)) % accounts
				if err := transfer(name(from), name(to), random.IntN(90)); err != nil {
					t.Errorf("transfer: %v", err)
				}
				if got := total(t, e); got != sum {
					t.Errorf("a view adds up to %d, want %d", got, sum)
				}
			}
		})
	}
	all.Wait()
}

func total(t *testing.T, e storage.Engine) (sum int) {
	err := e.View(t.Context(), func(r storage.Reader) error {
		for k, v := range r.Scan(nil, nil, false) {
			n, err := strconv.Atoi(string(v))
			if err != nil || n < 0 {
				return fmt.Errorf("%s has %s", k, v)
			}
			sum += n
		}
		return r.Err()
	})
	if err != nil {
		t.Error(err)
	}
	return sum
}

// committedIsKept: what was committed is there after the engine is closed and
// opened, and can be changed further.
func committedIsKept(t *testing.T, e storage.Engine, reopen Reopener) {
	model := map[string]string{}
	for i := range 100 {
		k := fmt.Sprintf("k%02d", i)
		commit(t, e, put(k, "v"), put("last", k))
		model[k], model["last"] = "v", k
		if i%10 == 9 {
			commit(t, e, remove(k))
			delete(model, k)
		}
		if i%25 == 24 {
			e = reopen(t, e)
		}
	}
	want := ""
	for _, k := range sortedKeys(model) {
		want += " " + k + "=" + model[k]
	}
	if got := " " + scan(t, e, "", "", false); got != want {
		t.Errorf("after opening again there is%s, want%s", got, want)
	}
}
