package storagetest

import (
	"testing"

	"gatehouse/storage"
)

// Store puts the record store over an engine through what domain.Store
// promises. open gives an empty engine, and closes it when its test ends.
func Store(t *testing.T, open func(t *testing.T) storage.Engine) {
	for _, n := range nouns() {
		t.Run("Model/"+n.name(), func(t *testing.T) { n.run(t, storage.New(open(t))) })
	}
	for _, promise := range []struct {
		name string
		test func(*testing.T, *storage.Store)
	}{
		{"VersionsMustFit", versionsMustFit},
		{"NoChangeNoWrite", noChangeNoWrite},
		{"ErrorDiscards", errorDiscards},
		{"DiscardForgets", discardForgets},
		{"ChangedTellsWhat", changedTellsWhat},
		{"ChangedSinceAppend", changedSinceAppend},
		{"SecretsStayOut", secretsStayOut},
		{"LastUseMakesNoVersion", lastUseMakesNoVersion},
		{"ViewShowsAndForgets", viewShowsAndForgets},
		{"WorkspacesApart", workspacesApart},
		{"SlugsAreShared", slugsAreShared},
		{"CursorsOfOtherLists", cursorsOfOtherLists},
		{"CursorOutlivesItsRow", cursorOutlivesItsRow},
		{"PlacesAreThoseOfPages", placesAreThoseOfPages},
		{"QueriesMustMakeSense", queriesMustMakeSense},
		{"NamesByLook", namesByLook},
		{"LongValuesApart", longValuesApart},
		{"RefusedOnceAMinute", refusedOnceAMinute},
		{"EventsInARow", eventsInARow},
		{"EventsByTarget", eventsByTarget},
		{"EventsAtOnce", eventsAtOnce},
		{"WatchIsOfOneWorkspace", watchIsOfOneWorkspace},
		{"DaysOfAList", daysOfAList},
		{"LoadOfMany", loadOfMany},
		{"LoadLeavesNothing", loadLeavesNothing},
	} {
		t.Run(promise.name, func(t *testing.T) { promise.test(t, storage.New(open(t))) })
	}
	for _, promise := range []struct {
		name string
		test func(*testing.T, storage.Engine)
	}{
		{"LoadIsPutting", loadIsPutting},
		{"EraseByAndBy", eraseByAndBy},
		{"RefusalsStayFew", refusalsStayFew},
		{"BoundIsALimit", boundIsALimit},
		{"UnknownFieldsStay", unknownFieldsStay},
		{"FlippedBitsAreSeen", flippedBitsAreSeen},
	} {
		t.Run(promise.name, func(t *testing.T) { promise.test(t, open(t)) })
	}
}
