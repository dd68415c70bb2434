package demo

import (
	"time"

	"gatehouse/domain"
	"gatehouse/domain/rights"
	"gatehouse/storage"
)

// services are the service users and keys from before the history; it tells
// of the others itself.
func (s *seed) services() (all []storage.Record, err error) {
	if s.maker == "" {
		s.maker = s.info.Owner
	}
	for _, u := range ServiceUsers() {
		if u.JoinedDaysAgo < historyDays {
			continue
		}
		m := domain.Member{
			ID: s.id(), Kind: rights.ServiceUser, Name: u.Name, Role: s.roles(u.RoleHint, 0), MadeBy: s.maker,
			JoinedAt: s.daysAgo(u.JoinedDaysAgo, 10*time.Hour+20*time.Minute),
		}
		all = append(all, m)
		for _, k := range u.Keys {
			if k.CreatedDaysAgo < historyDays {
				continue
			}
			key, err := s.key(k, m.ID)
			if err != nil {
				return nil, err
			}
			all = append(all, key)
		}
	}
	return all, nil
}

func (s *seed) key(k Key, of domain.ID) (domain.Key, error) {
	secret, err := domain.NewSecret(domain.APIKey, s.draws)
	if err != nil {
		return domain.Key{}, err
	}
	return domain.Key{
		ID: secret.ID(), ServiceUser: of, Name: k.Name, MAC: s.Pepper.MAC(secret.Reveal()), CreatedBy: s.maker,
		CreatedAt: s.daysAgo(k.CreatedDaysAgo, 10*time.Hour+30*time.Minute), ExpiresAt: s.keyEnds(k), LastUsedAt: s.lastUse(k),
	}, nil
}

func (s *seed) keyEnds(k Key) time.Time {
	if k.ExpiresInDays == Forever {
		return time.Time{}
	}
	return s.daysAgo(-k.ExpiresInDays, 10*time.Hour+30*time.Minute)
}

func (s *seed) lastUse(k Key) time.Time {
	if k.LastUsedMinutesAgo == Never {
		return time.Time{}
	}
	return s.Now.Add(-time.Duration(k.LastUsedMinutesAgo) * time.Minute)
}
