package socket

import "os"

// resized signals nothing: no screens are drawn through a socket here.
func resized() (changes <-chan os.Signal, stop func()) { return nil, func() {} }
