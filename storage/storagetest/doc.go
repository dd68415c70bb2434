// Package storagetest holds what every engine and every store must pass:
// [Engine] puts an engine through its contract, [Store] the records, indexes
// and counters above it.
package storagetest
