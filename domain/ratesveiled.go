package domain

import "slices"

// veiledRate leaves amounts out of an event for those who may not see them.
func (t *txn) veiledRate(e Event) Event {
	for _, k := range rateKinds() {
		if e.Action == k.action && e.Result == ResultDone && !t.reachesAll(k.right) {
			e.Detail = string(k.kind)
			e.Changes = slices.DeleteFunc(slices.Clone(e.Changes), func(c FieldChange) bool { return e.Of(c).Kind == "rate" })
		}
	}
	return e
}
