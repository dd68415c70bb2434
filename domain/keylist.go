package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// ListedKey is a key with its service user.
type ListedKey struct {
	Key
	Status  string
	Service Member
	Maker   string // handle
}

// Keys lists the keys of one service user, or of all.
func (s *Session) Keys(ctx context.Context, service Ref) ([]ListedKey, error) {
	return look(ctx, s, func(v *view) ([]ListedKey, error) {
		if err := v.may(ask{right: rights.APIKeysManage, target: anyTarget(), takesAway: true}); err != nil {
			return nil, err
		}
		q := Query{Index: ByTime, Reverse: true}
		if service != "" {
			m, err := findMember(v, service)
			if err == nil && m.Kind != rights.ServiceUser {
				err = v.noServiceUser(m, service)
			}
			if err != nil {
				return nil, err
			}
			q = Query{Index: ByMember, Value: string(m.ID)}
		}
		all, err := everything(v.KeyPages(), q)
		if err != nil {
			return nil, err
		}
		var out []ListedKey
		for _, k := range all {
			l, err := v.listKey(k)
			if err != nil {
				return nil, err
			}
			out = append(out, l)
		}
		return out, nil
	})
}

func (t *txn) listKey(k Key) (ListedKey, error) {
	l := ListedKey{Key: k.bare(), Status: k.StatusAt(t.now)}
	if used := t.s.ws.db.uses.last(t.s.ws.ID, k.ID); used.After(l.LastUsedAt) {
		l.LastUsedAt = laterOf(used, k.CreatedAt)
	}
	var err error
	if l.Service, err = t.Members().Get(k.ServiceUser); err != nil {
		return l, err
	}
	l.Service = t.veiled(l.Service)
	maker, err := t.Members().Get(k.CreatedBy)
	l.Maker = maker.Handle()
	return l, err
}

// Key shows one key.
func (s *Session) Key(ctx context.Context, ref Ref) (ListedKey, error) {
	return look(ctx, s, func(v *view) (ListedKey, error) {
		k, _, err := v.ownKey(ref, stopping)
		if err != nil {
			return ListedKey{}, err
		}
		return v.listKey(k)
	})
}

// ServiceUsers lists the service users, by name, but for the removed ones.
func (s *Session) ServiceUsers(ctx context.Context) ([]Listed, error) {
	return look(ctx, s, func(v *view) ([]Listed, error) {
		if err := v.may(ask{right: rights.ServiceUsersManage, target: anyTarget(), takesAway: true}); err != nil {
			return nil, err
		}
		all, err := everything(v.MemberPages(), Query{Index: ByKind, Value: "service"})
		if err != nil {
			return nil, err
		}
		var out []Listed
		for _, m := range all {
			if !m.RemovedAt.IsZero() {
				continue
			}
			l, err := v.listed(m)
			if err != nil {
				return nil, err
			}
			out = append(out, l)
		}
		return out, nil
	})
}
