package app

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/crypto/ssh"

	"gatehouse/domain"
)

// maxKeyFile bounds what is read as a key, in bytes.
const maxKeyFile = 16 << 10

// hostKeyAt reads the host key of the SSH server, and makes one where there is
// none yet: Ed25519, in OpenSSH's form.
func hostKeyAt(path string) (key ssh.Signer, made bool, err error) {
	key, err = readHostKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, false, err
	}
	if err := makeHostKey(path); err != nil {
		return nil, false, err
	}
	key, err = readHostKey(path)
	return key, true, err
}

// hostKeys are the server's: those of the files that are named, or the one
// beside the database. One that is named and isn't there is made too.
func (p *program) hostKeys(s serving, f Files) (keys []ssh.Signer, err error) {
	files := s.HostKeys
	if len(files) == 0 {
		files = []string{f.hostKey()}
	}
	types := map[string]string{}
	for _, file := range files {
		key, made, err := hostKeyAt(file)
		if err != nil {
			return nil, err
		}
		kind := key.PublicKey().Type()
		if other := types[kind]; other != "" {
			return nil, badHostKey(file, "is of the same type as "+domain.CleanMax(other, 200)+": a server has one of each")
		}
		types[kind] = file
		keys = append(keys, key)
		words := "the host key is "
		if made {
			words = "a host key was made: "
		}
		p.note(words + kind + " " + ssh.FingerprintSHA256(key.PublicKey()) + " (" + file + ")")
	}
	for _, line := range exposed(files...) {
		p.note(line)
	}
	return keys, nil
}

func readHostKey(path string) (ssh.Signer, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxKeyFile { // opening a pipe would wait for its other end
		return nil, badHostKey(path, "is no private key")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, badHostKey(path, "can't be read")
	}
	key, err := ssh.ParsePrivateKey(text)
	if err != nil {
		return nil, badHostKey(path, "is no private key without a passphrase")
	}
	return key, nil
}

func badHostKey(path, why string) error {
	return domain.Errorf(domain.Invalid, "bad_host_key", "the host key %s %s", domain.CleanMax(path, 200), why)
}

// makeHostKey writes the key under another name first: it is there whole or not
// at all, and what came meanwhile is kept.
func makeHostKey(path string) (err error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	block, err := ssh.MarshalPrivateKey(private, "gatehouse host key")
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*") // 0600
	if err != nil {
		return unwritten(path, err)
	}
	defer os.Remove(file.Name())
	_, err = file.Write(pem.EncodeToMemory(block))
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return unwritten(path, err)
	}
	if err := os.Link(file.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return unwritten(path, err)
	}
	return nil
}
