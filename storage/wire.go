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

// seal ends a value with a CRC-32C over its key and itself: engines don't
// notice a bit that flipped, nor a value that lies under another's key.
func seal(key, value []byte) []byte {
	return binary.LittleEndian.AppendUint32(value, checksum(key, value))
}

// unseal checks a value and returns it without its checksum.
func unseal(key, sealed []byte) ([]byte, error) {
	n := len(sealed) - 4
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

// wire is one field as it stands in a message: a number, or a text.
type wire struct {
	kind   protowire.Type
	number uint64
	text   string
}

// next reads the field at the start of raw; text is the same bytes as a string,
// and the field's text a part of it. It returns the field's length.
func next(raw []byte, text string) (n protowire.Number, v wire, length int, err error) {
	tag, length := protowire.ConsumeVarint(raw)
	if length < 0 {
		return 0, v, 0, errWire
	}
	n, v.kind = protowire.DecodeTag(tag)
	if n < protowire.MinValidNumber {
		return 0, v, 0, errWire
	}
	used := 0
	switch v.kind {
	case protowire.VarintType:
		v.number, used = protowire.ConsumeVarint(raw[length:])
	case protowire.BytesType:
		var size uint64
		size, used = protowire.ConsumeVarint(raw[length:])
		if used < 0 || size > uint64(len(raw)-length-used) {
			return 0, v, 0, errWire
		}
		start := length + used
		v.text = text[start : start+int(size)]
		used += int(size)
	default:
		used = protowire.ConsumeFieldValue(n, v.kind, raw[length:])
	}
	if used < 0 {
		return 0, v, 0, errWire
	}
	return n, v, length + used, nil
}
