package cli

import (
	"slices"
	"strconv"
	"strings"
)

// Some flags count before the command line is parsed: an error in parsing is
// answered in JSON too, and help is printed without parsing at all.

// NoColour tells whether colours are off: by --no-color, by any NO_COLOR that
// isn't empty (no-color.org), because the terminal knows none, or by --plain. A
// flag that is written wins over NO_COLOR. A nil env is an empty environment.
func NoColour(args []string, env func(string) string) bool {
	off, written := said(args, "--no-color")
	plain, _ := said(args, "--plain")
	return plain || variable(env, "TERM") == "dumb" || off || !written && variable(env, "NO_COLOR") != ""
}

// variable reads the environment, where there is one.
func variable(env func(string) string, name string) string {
	if env == nil {
		return ""
	}
	return env(name)
}

func saysJSON(args []string) bool { asked, _ := said(args, "--json"); return asked }

// said reads a flag that is on or off: the last one that is written, before a
// -- that ends flags.
func said(args []string, flag string) (on, written bool) {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	for _, arg := range args {
		name, value, has := strings.Cut(arg, "=")
		if name != flag {
			continue
		}
		if !has {
			value = "true"
		}
		if b, err := strconv.ParseBool(value); err == nil {
			on, written = b, true
		}
	}
	return on, written
}
