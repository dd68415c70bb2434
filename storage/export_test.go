package storage

import "gatehouse/domain"

// SealMember and OpenMember let tests write and read a member's record alone.
func SealMember(key string, m domain.Member) []byte {
	return seal([]byte(key), members.write(nil, &m))
}

func OpenMember(m *domain.Member, key string, id domain.ID, sealed []byte) error {
	_, err := members.decode(m, []byte(key), id, sealed)
	return err
}
