package bolt

import (
	"errors"
	"runtime"
	"runtime/debug"

	"gatehouse/domain"
)

// guarded runs what touches the file, and makes an error of the kind Damaged
// from a panic of bbolt's or a fault in the mapped file.
func guarded(path string, touch func() error) (err error) {
	defer faultsPanic()()
	defer func() {
		if p := recover(); p != nil {
			err = unreadable(path, p)
		}
	}()
	return touch()
}

// faultsPanic makes a fault in mapped memory a panic of this goroutine, until
// what it returns is called.
func faultsPanic() func() {
	before := debug.SetPanicOnFault(true)
	return func() { debug.SetPanicOnFault(before) }
}

func unreadable(path string, panicked any) error {
	if isFault(panicked) {
		return damaged(path, "a part of it is missing", panicked.(error))
	}
	cause, ok := panicked.(error)
	if !ok {
		cause = errors.New("bbolt panicked")
	}
	return damaged(path, "a page makes no sense", cause)
}

// isFault tells a fault in mapped memory from other panics: only the former
// has an address.
func isFault(panicked any) bool {
	err, ok := panicked.(runtime.Error)
	if !ok {
		return false
	}
	_, ok = err.(interface{ Addr() uintptr })
	return ok
}

func isDomain(err error) bool {
	_, ok := errors.AsType[*domain.Error](err)
	return ok
}
