package storagetest

import (
	"testing"

	"gatehouse/storage"
)

// A Reopener closes an engine and opens the same data again. Engine then also
// proves that what was committed is still there.
type Reopener func(t *testing.T, e storage.Engine) storage.Engine

// Engine puts an engine through what storage.Engine promises. open gives an
// empty one, and closes it when its test ends; reopen may be nil for an engine
// whose data lives elsewhere.
func Engine(t *testing.T, open func(t *testing.T) storage.Engine, reopen Reopener) {
	for _, promise := range []struct {
		name string
		test func(*testing.T, storage.Engine)
	}{
		{"GetsAndMisses", getsAndMisses},
		{"EmptyValueIsNotADelete", emptyValueIsNotADelete},
		{"LargeValue", largeValue},
		{"ScanBounds", scanBounds},
		{"ScanStops", scanStops},
		{"ScanMatchesModel", scanMatchesModel},
		{"ViewIsASnapshot", viewIsASnapshot},
		{"ViewReturnsTheError", viewReturnsTheError},
		{"CommitIsAtomic", commitIsAtomic},
		{"CommitReturnsTheError", commitReturnsTheError},
		{"DecideSeesEarlierCommits", decideSeesEarlierCommits},
		{"CommitRefusesWhatNoEngineTakes", commitRefuses},
		{"CommitTakesItsBound", commitTakesItsBound},
		{"FailureLeavesOthersAlone", failureLeavesOthersAlone},
		{"PanicComesOutAlone", panicComesOutAlone},
		{"EndedContextIsWithdrawn", endedContextIsWithdrawn},
		{"IncrementsLoseNothing", incrementsLoseNothing},
		{"TransfersKeepTheSum", transfersKeepTheSum},
		{"WatchSignalsItsPrefix", watchSignalsItsPrefix},
		{"WatchCoalesces", watchCoalesces},
		{"WatchSignalsAfterTheCommit", watchSignalsAfterTheCommit},
		{"WatchEndsWithItsContext", watchEnds},
		{"ClosedRefuses", closedRefuses},
	} {
		t.Run(promise.name, func(t *testing.T) { promise.test(t, open(t)) })
	}
	if reopen != nil {
		t.Run("CommittedIsKept", func(t *testing.T) { committedIsKept(t, open(t), reopen) })
	}
}
