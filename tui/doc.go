// Package tui is what a person sees: the screens, a file each, and the few
// parts that they share.
//
// A [Screen] draws itself into a [Size] and lists its actions. The [App] draws
// the frame around it, keeps the stack of screens and of dialogs over them,
// and hands each key to the one on top. One table of actions feeds the keys,
// the footer, the help and the palette, so that none of them can promise what
// another doesn't keep.
//
// A screen calls use cases and nothing else: what one may do, and why not, is
// decided below.
package tui
