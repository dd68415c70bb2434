// Package app puts the program together: from configuration to what runs.
package app

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"gatehouse/cmd/internal/socket"
	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// Files are where a database lies.
type Files struct {
	DB      string        // empty: in the user's data directory
	Pepper  string        // empty: beside the database
	Program string        // who uses it, for others who find it in use; empty: gatehouse
	Wait    time.Duration // for another process to let go of it, as in bolt.Options
}

// resolved fills in the defaults.
func (f Files) resolved() (Files, error) {
	if f.DB == "" {
		f.DB = os.Getenv("GATEHOUSE_DB")
	}
	if f.DB == "" {
		dir, err := dataDir()
		if err != nil {
			return f, domain.Errorf(domain.Invalid, "no_home", "there is no home directory to keep the database in; name a file with --db")
		}
		f.DB = filepath.Join(dir, "gatehouse", "gatehouse.db")
	}
	if f.Pepper == "" {
		f.Pepper = os.Getenv("GATEHOUSE_PEPPER")
	}
	if f.Pepper == "" {
		f.Pepper = f.DB + ".pepper"
	}
	if slices.Contains([]string{f.DB, f.DB + ".holder", f.DB + ".sock"}, filepath.Clean(f.Pepper)) {
		return f, domain.Errorf(domain.Invalid, "bad_pepper", "the pepper can't be %s, which the database uses itself", f.Pepper)
	}
	return f, nil
}

// dataDir is where the user's programs keep data (XDG Base Directory
// Specification; Apple's and Microsoft's counterparts).
func dataDir() (string, error) {
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	if runtime.GOOS == "windows" {
		if dir := os.Getenv("LocalAppData"); dir != "" {
			return dir, nil
		}
	}
	home, err := os.UserHomeDir()
	if runtime.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Application Support"), err
	}
	return filepath.Join(home, ".local", "share"), err
}

// Opened is an open database.
type Opened struct {
	*domain.Database
	Store  *storage.Store
	Engine *bolt.Engine
	Files  Files
	pepper domain.Pepper

	listens *socket.Holder // nil where nobody acts through it
	lies    os.FileInfo    // the file, when it began to listen
	shared  bool           // it is another's, who closes it
}

// Close lets go of the file, after whoever acts through it.
func (o *Opened) Close() error {
	if o.shared {
		return nil
	}
	if o.listens != nil {
		who := itself(o.Files.Program)
		o.listens.Close(holderLeft(who, true), holderLeft(who, false))
	}
	o.Database.Close()
	return o.Engine.Close()
}

// Open opens an existing database with its pepper.
func Open(ctx context.Context, f Files) (*Opened, error) {
	f, err := f.resolved()
	if err != nil {
		return nil, err
	}
	engine, err := bolt.Open(f.DB, bolt.Options{Program: f.Program, Wait: f.Wait})
	if err != nil {
		return nil, err
	}
	o, err := open(ctx, engine, f)
	if err != nil {
		return nil, errors.Join(err, engine.Close())
	}
	return o, nil
}

func open(ctx context.Context, engine *bolt.Engine, f Files) (*Opened, error) {
	store := storage.New(engine)
	known, err := store.Fingerprint(ctx)
	if err != nil {
		return nil, err
	}
	pepper, err := readPepper(f.Pepper)
	if err != nil {
		return nil, err
	}
	if known != pepper.Fingerprint() {
		return nil, otherPepper(f.Pepper)
	}
	return opened(store, engine, f, pepper), nil
}

func otherPepper(path string) error {
	return domain.Errorf(domain.Damaged, codeOtherPepper, "%s isn't the pepper of this database; put the right one back, or name it with --pepper", path)
}

func opened(store *storage.Store, engine *bolt.Engine, f Files, pepper domain.Pepper) *Opened {
	world := domain.World{Now: time.Now, Random: rand.Reader, Pepper: pepper}
	return &Opened{Database: domain.NewDatabase(store, world), Store: store, Engine: engine, Files: f, pepper: pepper}
}

// Create makes a new database with a pepper of its own, filled by fill. It is
// made under another name and gets its own when it is complete: a process that
// is killed on the way leaves no half database, at most a pepper, which the
// next Create takes.
func Create(ctx context.Context, f Files, fill func(*Opened) error) (o *Opened, err error) {
	if f, err = f.resolved(); err != nil {
		return nil, err
	}
	if _, err := os.Lstat(f.DB); err == nil {
		return nil, existing(f.DB)
	}
	if err := f.directory(); err != nil {
		return nil, err
	}
	pepper, lies, err := pepperFor(f.Pepper)
	if err != nil {
		return nil, err
	}
	if err := construct(ctx, f, pepper, lies, fill); err != nil {
		return nil, err
	}
	return Open(ctx, f)
}

// construct makes the database in a directory beside its place, and puts first the
// pepper and then the database there. Nothing is taken away again: of two who
// create at once the one whose pepper lies there has the database.
func construct(ctx context.Context, f Files, pepper domain.Pepper, lies bool, fill func(*Opened) error) (err error) {
	dir, err := os.MkdirTemp(filepath.Dir(f.DB), "."+filepath.Base(f.DB)+".new-*")
	if err != nil {
		return unwritten(f.DB, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, filepath.Base(f.DB))
	engine, err := bolt.Create(path, bolt.Options{Program: f.Program})
	if err != nil {
		return err
	}
	o := opened(storage.New(engine), engine, f, pepper)
	err = o.Store.SetFingerprint(ctx, pepper.Fingerprint())
	if err == nil {
		err = fill(o)
	}
	if err := errors.Join(err, o.Close()); err != nil {
		return err
	}
	if _, err := os.Lstat(f.DB); err == nil {
		return existing(f.DB)
	}
	if !lies {
		err = place(pepper, f.Pepper)
	}
	if err == nil {
		err = os.Link(path, f.DB)
	}
	if errors.Is(err, fs.ErrExist) {
		return existing(f.DB)
	}
	if _, ours := errors.AsType[*domain.Error](err); err != nil && !ours {
		return unwritten(f.DB, err)
	}
	return err
}

// directory makes the directory of the database, for its owner alone.
func (f Files) directory() error {
	if err := os.MkdirAll(filepath.Dir(f.DB), 0o700); err != nil {
		return domain.Errorf(domain.Invalid, "no_directory", "the directory %s can't be made", filepath.Dir(f.DB))
	}
	return nil
}
