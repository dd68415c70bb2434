package storage

import (
	"encoding/binary"
	"errors"
	"hash/crc32"

	"google.golang.org/protobuf/encoding/protowire"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var (
	errShort    = errors.New("shorter than its checksum")
	errChecksum = errors.New("its checksum doesn't fit")
	errWire     = errors.New("not in protobuf's wire format")
	errType     = errors.New("a field has another type")
	errRange    = errors.New("a field is out of its range")
)

const sealLength = 4

// seal ends a value with a CRC-32C over its key and itself: engines don't
// notice a bit that flipped, nor a value that lies under another's key.
func seal(key, value []byte) []byte {
	return binary.LittleEndian.AppendUint32(value, checksum(key, value))
}

// unseal checks a value and returns it without its checksum.
func unseal(key, sealed []byte) ([]byte, error) {
	n := len(sealed) - sealLength
	if n < 0 {
		return nil, errShort
	}
	if binary.LittleEndian.Uint32(sealed[n:]) != checksum(key, sealed[:n]) {
		return nil, errChecksum
	}
	return sealed[:n:n], nil
}

func checksum(key, value []byte) uint32 {
	return crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, value)
}

// varint reads a number at a place and returns the place after it, or -1.
func varint(raw []byte, at int) (n uint64, next int) {
	for shift := uint(0); at < len(raw) && shift < 64; shift += 7 {
		b := raw[at]
		at++
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			if shift == 63 && b > 1 {
				return 0, -1
			}
			return n, at
		}
	}
	return 0, -1
}

// skip is the place after the value of a field that isn't known, or -1.
func skip(tag uint64, raw []byte, at int) int {
	used := protowire.ConsumeFieldValue(protowire.Number(tag>>3), protowire.Type(tag&7), raw[at:])
	if used < 0 {
		return -1
	}
	return at + used
}
