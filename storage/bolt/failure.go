package bolt

import "sync"

// failure is why the engine stopped for good. Once it happened, nothing
// touches bbolt any more: a panic while a transaction began leaves its locks
// taken, and whoever came next would wait for ever.
type failure struct {
	mu       sync.Mutex
	reason   error
	happened chan struct{} // closed when it did
}

// set stops the engine. The first reason counts.
func (f *failure) set(reason error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.reason == nil {
		f.reason = reason
		close(f.happened)
	}
}

// err is the reason, or nil while the engine runs.
func (f *failure) err() error {
	select {
	case <-f.happened:
		f.mu.Lock()
		defer f.mu.Unlock()
		return f.reason
	default:
		return nil
	}
}
