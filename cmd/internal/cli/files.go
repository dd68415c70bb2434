package cli

import (
	"io"
	"os"

	"gatehouse/domain"
)

// maxText bounds what is read where a token or a key is expected.
const maxText = 64 << 10

// OpenFile opens a file argument on this machine. What isn't a readable file is
// invalid (no_file).
func OpenFile(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, noFile(name)
	}
	if info, err := f.Stat(); err != nil || info.IsDir() {
		_ = f.Close() // nothing was written to it
		return nil, noFile(name)
	}
	return f, nil
}

func noFile(name string) error {
	return domain.Errorf(domain.Invalid, "no_file", "the file %s can't be read", domain.CleanMax(name, 200))
}

// File opens a file argument, "-" being standard input. Where the surface opens
// no files, any other is invalid (no_files).
func (p *Program) File(name string) (io.ReadCloser, error) {
	switch {
	case name == "-":
		return io.NopCloser(p.In), nil
	case p.OpenFile == nil:
		return nil, domain.Errorf(domain.Invalid, "no_files", "files are read from standard input here; write - and pipe the file in")
	}
	return p.OpenFile(name)
}

// Text reads a small file argument, such as a public key: 64 KiB at most.
func (p *Program) Text(name string) (string, error) {
	f, err := p.File(name)
	if err != nil {
		return "", err
	}
	return readText(f, name)
}

// ReadFile reads a small file on this machine, as Text does.
func ReadFile(name string) (string, error) {
	f, err := OpenFile(name)
	if err != nil {
		return "", err
	}
	return readText(f, name)
}

func readText(f io.ReadCloser, name string) (string, error) {
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxText))
	if err != nil {
		return "", noFile(name)
	}
	return string(text), nil
}
