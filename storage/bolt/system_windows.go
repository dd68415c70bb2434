package bolt

import "os"

// unlock has nothing to do: the lock belongs to the handle and goes with it.
func unlock(*os.File) {}

// syncDirectory has nothing to do: Windows keeps names in its journal.
func syncDirectory(string) error { return nil }
