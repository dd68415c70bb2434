package app_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// BenchmarkStart runs `members list --limit 1` on 100,000 members, in turns
// with a program that links the same packages and only opens the file, and
// with one that links bbolt alone. Budget: at most 1.3 and 2.5 times as long;
// the binary at most 25 MB.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	gatehouse, size := stripped(b, dir, "gatehouse/cmd/gatehouse")
	opens, _ := stripped(b, dir, "gatehouse/cmd/internal/app/testdata/opens")
	bare, _ := stripped(b, dir, "gatehouse/cmd/internal/app/testdata/bbolt")
	db := filepath.Join(dir, "start.db")
	started(b, gatehouse, "demo", "--members", "100000", "--seed-only", "--db", db)
	programs := [][]string{{gatehouse, "--db", db, "members", "list", "--limit", "1"}, {opens, db}, {bare, db}}
	took := make([][]time.Duration, len(programs))
	for b.Loop() {
		for range 100 {
			for i, p := range programs {
				took[i] = append(took[i], started(b, p[0], p[1:]...))
			}
		}
	}
	for _, times := range took {
		slices.Sort(times)
	}
	ratio := func(against, at int) float64 { return float64(took[0][at]) / float64(took[against][at]) }
	middle := len(took[0]) / 2
	b.ReportMetric(0, "ns/op") // of many turns of all three, which says nothing
	b.ReportMetric(took[0][0].Seconds()*1e3, "ms-fastest")
	b.ReportMetric(took[0][middle].Seconds()*1e3, "ms-p50")
	b.ReportMetric(ratio(1, 0), "x-opens")
	b.ReportMetric(ratio(1, middle), "x-opens-p50")
	b.ReportMetric(ratio(2, 0), "x-bbolt")
	b.ReportMetric(ratio(2, middle), "x-bbolt-p50")
	b.ReportMetric(float64(size)/1e6, "MB-binary")
}

// stripped builds a program as it is given out, and tells its size.
func stripped(b *testing.B, dir, pkg string) (program string, size int64) {
	program = filepath.Join(dir, filepath.Base(pkg)+".exe")
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", program, pkg)
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	info, err := os.Stat(program)
	if err != nil {
		b.Fatal(err)
	}
	return program, info.Size()
}

// started runs a program to its end, and tells how long that took.
func started(b *testing.B, program string, args ...string) time.Duration {
	start := time.Now()
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		b.Fatalf("%s %q: %v\n%s", program, args, err, out)
	}
	return time.Since(start)
}
