package sshd_test

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// BenchmarkAtRest is what a session costs that does nothing, beyond its
// connection.
func BenchmarkAtRest(b *testing.B) {
	g := newGate(b)
	client := g.connect("acme", g.ada)
	var before, after runtime.MemStats
	warm := g.screens(client)
	warm.WaitFor("ada@acme.test")
	_ = client
	const n = 40
	runtime.GC()
	runtime.ReadMemStats(&before)
	var all []*ssh.Client
	for range n {
		c := g.connect("acme", g.ada)
		s, _ := c.NewSession()
		_ = s.RequestPty("xterm-256color", 36, 120, nil)
		_, _ = s.StdinPipe()
		out, _ := s.StdoutPipe()
		_ = s.Shell()
		buf := make([]byte, 1<<16)
		for total := 0; total < 2000; {
			n, err := out.Read(buf)
			if err != nil {
				b.Fatal(err)
			}
			total += n
		}
		all = append(all, c)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapInuse-before.HeapInuse+after.StackInuse-before.StackInuse)/n/1024, "KiB/session+client")
	_ = all
}

func BenchmarkKey(b *testing.B) {
	g := newGate(b)
	client := g.connect("acme", g.ada)
	s, _ := client.NewSession()
	_ = s.RequestPty("xterm-256color", 36, 120, nil)
	out, _ := s.StdoutPipe()
	in, _ := s.StdinPipe()
	_ = s.Shell()
	got := make(chan int, 1000)
	go func() {
		buf := make([]byte, 1<<16)
		for {
			n, err := out.Read(buf)
			if err != nil {
				return
			}
			got <- n
		}
	}()
	drain := func() {
		for {
			select {
			case <-got:
			case <-time.After(300 * time.Millisecond):
				return
			}
		}
	}
	drain()
	var took []time.Duration
	for i := range 200 {
		key := "?"
		if i%2 == 1 {
			key = "\x1b[27u"
		}
		t := time.Now()
		fmt.Fprint(in, key)
		<-got
		took = append(took, time.Since(t))
		for more := true; more; {
			select {
			case <-got:
			case <-time.After(30 * time.Millisecond):
				more = false
			}
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[100].Microseconds()), "p50-us")
	b.ReportMetric(float64(took[198].Microseconds()), "p99-us")
}
