package limit_test

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"gatehouse/cmd/internal/limit"
)

var (
	start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	three = limit.Rate{Each: time.Second, Burst: 3, Names: 100}
)

func TestTake(t *testing.T) {
	var b limit.Buckets
	for i := range 3 {
		if left, wait := b.Take("ada", three, start); left != 2-i || wait != 0 {
			t.Errorf("%d: %d left, %s", i, left, wait)
		}
	}
	if left, wait := b.Take("ada", three, start.Add(time.Second/4)); left != 0 || wait != 3*time.Second/4 {
		t.Errorf("%d left, %s", left, wait)
	}
	if _, wait := b.Take("bo", three, start); wait != 0 {
		t.Errorf("bo pays for ada: %s", wait)
	}
	if _, wait := b.Take("ada", three, start.Add(time.Second)); wait != 0 {
		t.Errorf("a second later: %s", wait)
	}
	wider := limit.Rate{Each: time.Second / 10, Burst: 3, Names: 100}
	if _, wait := b.Take("ada", wider, start.Add(1200*time.Millisecond)); wait != 80*time.Millisecond {
		t.Errorf("the settings were changed: %s", wait)
	}
}

func TestRecentIsBounded(t *testing.T) {
	var r limit.Recent[int]
	for i := range 1000 {
		r.Put(fmt.Sprint(i), i, 100)
		r.Of("often", 100, func() int {
			if i > 0 {
				t.Fatal("forgotten")
			}
			return 7
		})
	}
	if n := r.Len(); n > 101 || n < 50 {
		t.Errorf("%d remembered", n)
	}
	if v, ok := r.Get("999"); v != 999 || !ok {
		t.Error(v, ok)
	}
	if _, ok := r.Get("0"); ok {
		t.Error("all are remembered")
	}
}

func TestNetwork(t *testing.T) {
	for text, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "::ffff:192.0.2.1": "192.0.2.1", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::", "fe80::1%eth0": "fe80::",
	} {
		if got := limit.Network(netip.MustParseAddr(text)).String(); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
	if got := limit.Network(netip.Addr{}); got.IsValid() {
		t.Error(got)
	}
}
