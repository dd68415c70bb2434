package limit

import "sync"

// Recent remembers values by name, of a bounded number of names: in two
// generations, of which the older is forgotten when the younger is full.
type Recent[V any] struct {
	mu         sync.Mutex
	young, old map[string]V
}

// Get finds what is remembered of a name.
func (r *Recent[V]) Get(name string) (V, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.get(name)
}

func (r *Recent[V]) get(name string) (V, bool) {
	if v, ok := r.young[name]; ok {
		return v, true
	}
	v, ok := r.old[name]
	return v, ok
}

// Put remembers a value; most is how many names are, about.
func (r *Recent[V]) Put(name string, v V, most int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.put(name, v, most)
}

func (r *Recent[V]) put(name string, v V, most int) {
	if _, known := r.young[name]; !known && (r.young == nil || len(r.young) >= max(1, most/2)) {
		r.young, r.old = map[string]V{}, r.young
	}
	r.young[name] = v
}

// Of finds the value of a name, or makes and remembers it. Whoever is asked for
// often isn't forgotten.
func (r *Recent[V]) Of(name string, most int, create func() V) V {
	r.mu.Lock()
	defer r.mu.Unlock()
	v, ok := r.young[name]
	if ok {
		return v
	}
	if v, ok = r.old[name]; !ok {
		v = create()
	}
	r.put(name, v, most)
	return v
}

// Len is how many names are remembered.
func (r *Recent[V]) Len() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.young) + len(r.old)
}
