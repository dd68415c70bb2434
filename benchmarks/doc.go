// Package benchmarks compares gatehouse with other systems on the same
// questions. It is a module of its own, so that what it compares with doesn't
// come into the program. README.md says how to run it.
package benchmarks
