package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// AuthorizedKeys are the logins of a person who may come in now, for servers that
// ask who may log in (sshd's AuthorizedKeysCommand). It needs access.ask. Of
// anyone else there are none.
func (s *Session) AuthorizedKeys(ctx context.Context, user Ref) ([]Login, error) {
	return look(ctx, s, func(v *view) ([]Login, error) {
		if err := v.may(ask{right: rights.AccessAsk}); err != nil {
			return nil, err
		}
		m, err := findMember(v, user)
		if err != nil || m.Kind != rights.Person || !m.ActiveAt(v.now) {
			return nil, orNone(err)
		}
		return everything(v.LoginPages(), Query{Index: ByMember, Value: string(m.ID)})
	})
}
