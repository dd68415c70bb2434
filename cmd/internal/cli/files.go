package cli

import (
	"io"
	"os"

	"gatehouse/domain"
)

// maxText bounds what is read where a token or a key is expected.
const maxText = 64 << 10

// OpenFile opens a file argument, or takes in for "-". What isn't a readable
// file is invalid (no_file).
func OpenFile(name string, in io.Reader) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(in), nil
	}
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

// ReadFile reads a small file argument, such as a public key: 64 KiB at most.
func ReadFile(name string, in io.Reader) (string, error) {
	f, err := OpenFile(name, in)
	if err != nil {
		return "", err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxText))
	if err != nil {
		return "", noFile(name)
	}
	return string(text), nil
}

func noFile(name string) error {
	return domain.Errorf(domain.Invalid, "no_file", "the file %s can't be read", domain.CleanMax(name, 200))
}

// open is OpenFile where this surface opens files.
func (p *Program) open(name string) (io.ReadCloser, error) {
	if err := p.takes(name); err != nil {
		return nil, err
	}
	return OpenFile(name, p.In)
}

// text is ReadFile where this surface opens files.
func (p *Program) text(name string) (string, error) {
	if err := p.takes(name); err != nil {
		return "", err
	}
	return ReadFile(name, p.In)
}

func (p *Program) takes(name string) error {
	if name != "-" && !p.Files {
		return domain.Errorf(domain.Invalid, "no_files", "files are read from standard input here; write - and pipe the file in")
	}
	return nil
}
