package app

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/crypto/ssh"

	"gatehouse/domain"
)

// maxKeyFile bounds what is read as a key, in bytes.
const maxKeyFile = 16 << 10

// hostKey is a host key's file, and what is in it: nil where there is none yet.
type hostKey struct {
	file string
	ssh.Signer
}

// madeType is what a host key is that is made: Ed25519.
const madeType = ssh.KeyAlgoED25519

// readHostKeys reads the server's host keys: those of the files that are named,
// or the one beside the database. It makes nothing, and tells all that is wrong.
func readHostKeys(s serving, f Files) (keys []hostKey, wrong []error) {
	files := s.HostKeys
	if len(files) == 0 {
		files = []string{f.hostKey()}
	}
	types := map[string]string{}
	for _, file := range files {
		key, err := readHostKey(file)
		kind := madeType
		switch {
		case errors.Is(err, fs.ErrNotExist):
			if dir, err := os.Stat(filepath.Dir(file)); err != nil || !dir.IsDir() {
				wrong = append(wrong, badHostKey(file, "can't be made: there is no such directory"))
				continue
			}
		case err != nil:
			wrong = append(wrong, err)
			continue
		default:
			kind = key.PublicKey().Type()
		}
		if other := types[kind]; other != "" {
			wrong = append(wrong, badHostKey(file, "is of the same type as "+domain.CleanMax(other, 200)+": a server has one of each"))
		}
		types[kind] = file
		keys = append(keys, hostKey{file, key})
	}
	return keys, wrong
}

// hostKeys are the server's, of which those are made that aren't there yet.
func (p *program) hostKeys(s serving, f Files) (signers []ssh.Signer, err error) {
	keys, wrong := readHostKeys(s, f)
	if err := p.all(wrong); err != nil {
		return nil, err
	}
	for _, key := range keys {
		words := "the host key is "
		if key.Signer == nil {
			words = "a host key was made: "
			if err := makeHostKey(key.file); err != nil {
				return nil, err
			}
			if key.Signer, err = readHostKey(key.file); err != nil {
				return nil, err
			}
		}
		signers = append(signers, key.Signer) // not what embeds it: a signer has more methods
		p.note(words + key.PublicKey().Type() + " " + ssh.FingerprintSHA256(key.PublicKey()) + " (" + key.file + ")")
		p.exposedHostKey(key)
	}
	return signers, nil
}

func (p *program) exposedHostKey(key hostKey) {
	for _, line := range exposed(key.file) {
		p.note(line)
	}
}

// readHostKey reads a private key. That there is none is fs.ErrNotExist.
func readHostKey(path string) (ssh.Signer, error) {
	text, err := readRegular(path, maxKeyFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err != nil {
		return nil, badHostKey(path, unread(err))
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
	if err := syncDirectory(filepath.Dir(path)); err != nil {
		return unwritten(path, err)
	}
	return nil
}

// syncDirectory makes a new name in a directory last. Windows does by itself.
func syncDirectory(name string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	directory, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(directory.Sync(), directory.Close())
}
