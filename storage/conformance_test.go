package storage_test

import (
	"path/filepath"
	"testing"

	"gatehouse/storage"
	"gatehouse/storage/bolt"
	"gatehouse/storage/storagetest"
)

func TestStoreOnBolt(t *testing.T) {
	storagetest.Store(t, func(t *testing.T) storage.Engine {
		e, err := bolt.Create(filepath.Join(t.TempDir(), "gatehouse.db"), bolt.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := e.Close(); err != nil {
				t.Error(err)
			}
		})
		return e
	})
}

func TestStoreInMemory(t *testing.T) {
	storagetest.Store(t, func(*testing.T) storage.Engine { return newMemory(1000) })
}

func TestEngineInMemory(t *testing.T) {
	storagetest.Engine(t, func(*testing.T) storage.Engine { return newMemory(1000) }, nil)
}
