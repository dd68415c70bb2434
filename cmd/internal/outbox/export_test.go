package outbox

import "time"

// LookingEvery is the worker that finds new workspaces so soon.
func (w *Worker) LookingEvery(d time.Duration) *Worker { w.looks = d; return w }
