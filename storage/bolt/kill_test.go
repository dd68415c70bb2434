package bolt_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/storage/bolt"
)

// killedEnv names the database for the process that is to be killed.
const killedEnv = "GATEHOUSE_KILLED"

func TestMain(m *testing.M) {
	if path := os.Getenv(killedEnv); path != "" {
		fmt.Fprintln(os.Stderr, writeUntilKilled(path))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// TestKill kills a process that writes, at moments of all kinds, GATEHOUSE_KILLS
// times (20 if it isn't set). What was acknowledged must be there, and no change
// in part. A killed process shows what the program gets wrong, not what a disk
// does when the power goes.
func TestKill(t *testing.T) {
	kills := 20
	if text := os.Getenv("GATEHOUSE_KILLS"); text != "" {
		var err error
		if kills, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	lanes := 2 * runtime.NumCPU()
	var acknowledged atomic.Int64
	var all sync.WaitGroup
	for lane := range lanes {
		all.Go(func() {
			var directory string
			for round := 0; lane+round*lanes < kills; round++ {
				if round%roundsPerFile == 0 {
					directory = t.TempDir()
				}
				random := rand.New(rand.NewPCG(uint64(lane), uint64(round)))
				acknowledged.Add(int64(killAndCheck(t, filepath.Join(directory, "gatehouse.db"), random)))
			}
		})
	}
	all.Wait()
	if t.Logf("%d kills, %d changes acknowledged", kills, acknowledged.Load()); acknowledged.Load() == 0 {
		t.Error("nothing was acknowledged: the drill shows nothing")
	}
}

// roundsPerFile is how often one database is killed before a new one is made,
// so that the making is killed as well.
const roundsPerFile = 8

// killAndCheck is one round; it returns how many changes were acknowledged.
func killAndCheck(t *testing.T, path string, random *rand.Rand) int {
	seen, n, err := killOnce(path, random)
	if err != nil {
		t.Error(err)
		return 0
	}
	e, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		if domain.KindOf(err) != domain.NotFound || n > 0 { // else killed before there was a database
			t.Errorf("after the kill: %v", err)
		}
		return n
	}
	checkWritten(t, e, seen)
	closeEngine(t, e)
	checkPages(t, path)
	return n
}

// killOnce runs the writing process and kills it after a random number of
// acknowledgements or a random time, whichever comes first. It returns the last
// change that each writer had acknowledged, and how many there were.
func killOnce(path string, random *rand.Rand) (seen map[int]int, n int, err error) {
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), killedEnv+"="+path)
	child.Stderr = os.Stderr
	output, err := child.StdoutPipe()
	if err != nil {
		return nil, 0, err
	}
	if err := child.Start(); err != nil {
		return nil, 0, err
	}
	kill := func() { _ = child.Process.Kill() }
	timer := time.AfterFunc(time.Duration(1+random.IntN(120))*time.Millisecond, kill)
	defer timer.Stop()
	seen = map[int]int{}
	after := random.IntN(600)
	for lines := bufio.NewScanner(output); lines.Scan(); {
		var writer, change int
		if _, err := fmt.Sscanf(lines.Text(), "%d %d.", &writer, &change); err != nil {
			continue // the last line, cut off
		}
		seen[writer] = change
		if n++; n > after {
			kill()
		}
	}
	if err := child.Wait(); child.ProcessState.Exited() {
		return nil, 0, fmt.Errorf("the process ended by itself: %w", err)
	}
	return seen, n, nil
}
