package app

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// readRegular reads a file whole, or says why not. Anything but a regular file
// is refused before it is opened: a pipe would wait for its other end.
func readRegular(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("is no regular file")
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > most {
		return nil, fmt.Errorf("is larger than %d KiB", most>>10)
	}
	return text, nil
}

// unread is the error of readRegular as what follows a file's name.
func unread(err error) string {
	if e, is := errors.AsType[*fs.PathError](err); is {
		return "can't be read: " + e.Err.Error()
	}
	return err.Error()
}
