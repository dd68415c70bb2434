package demo

import (
	"context"
	"time"

	"gatehouse/domain"
)

// joining is invitations that were accepted, and the employee records that
// some got with their account.
func (s *story) joining() {
	senders := []string{ada, adaeze, adaeze, bo}
	for i, p := range s.joiners {
		by := senders[i%len(senders)]
		days := 39 - i*3
		invite := domain.Invite{Email: p.Email, Role: s.roles(p.RoleHint, i+1)}
		if p.RoleHint == "manager" && p.Unit != NoUnit && s.info.Model == "mtime" {
			invite.Unit = domain.Ref(Units()[p.Unit].Name)
		}
		var token domain.Secret
		s.add(s.at(days, 40+i*31), by, func(ctx context.Context, x *domain.Session) error {
			sent, err := x.Invite(ctx, invite)
			token = sent.Secret
			return err
		})
		s.add(s.at(days-1-i%3, 25+i*17), by, func(ctx context.Context, x *domain.Session) error {
			_, err := x.Accept(ctx, domain.Accept{Token: token.Reveal(), Name: p.Name})
			return err
		})
		if p.HasEmployee {
			s.employ(p, by, s.at(days-1-i%3, 90+i*17))
		}
	}
}

// employ makes someone's record, and links it where that was done.
func (s *story) employ(p Person, by string, at time.Time) {
	add := domain.AddEmployee{Number: p.Number, Name: p.Name, Email: p.Email}
	if p.Unit != NoUnit {
		add.Unit = domain.Ref(Units()[p.Unit].Name)
	}
	s.add(at, by, did((*domain.Session).AddEmployee, add))
	if p.Linked {
		s.add(at.Add(time.Minute), by, did((*domain.Session).Link, domain.Link{Member: domain.Ref(p.Email), Employee: domain.Ref(p.Number)}))
	}
}

// inviting is invitations that nobody has accepted: some are open, some over.
func (s *story) inviting() {
	ordinary, managing := s.roles("employee", 1), s.roles("manager", 1)
	invite := func(days, minute int, by, email, role string) {
		s.add(s.at(days, minute), by, did((*domain.Session).Invite, domain.Invite{Email: email, Role: role}))
	}
	resend := func(days, minute int, by, email string) {
		s.add(s.at(days, minute), by, did((*domain.Session).Resend, domain.Resend{Invitation: domain.Ref(email)}))
	}
	revoke := func(days, minute int, by, email string) {
		s.add(s.at(days, minute), by, did((*domain.Session).Revoke, domain.Revoke{Invitation: domain.Ref(email)}))
	}
	invite(33, 120, adaeze, "p.ferreira@harbour.example", ordinary)
	invite(18, 260, ada, "old.office@acme.test", ordinary)
	invite(12, 175, adaeze, "m.sandvik@nordlys.example", ordinary)
	resend(4, 88, adaeze, "m.sandvik@nordlys.example")
	invite(10, 310, bo, "contractor@builders.example", ordinary)
	revoke(9, 45, ada, "contractor@builders.example")
	invite(6, 500, adaeze, "omar@partner.example", managing)
	invite(3, 222, ada, "s.lindgren@acme.test", ordinary)
	invite(1, 130, adaeze, "k.osei@acme.test", ordinary)
	revoke(1, 134, adaeze, "k.osei@acme.test")
	invite(1, 137, adaeze, "k.osei.mensah@acme.test", ordinary)
	invite(0, 360, ada, "lin@nordlys.example", ordinary)
}

// programs is the service users and keys that the weeks of the history made,
// revoked and suspended.
func (s *story) programs() {
	for _, u := range ServiceUsers() {
		name := domain.Ref(u.Name)
		if u.JoinedDaysAgo < historyDays {
			s.add(s.at(u.JoinedDaysAgo, 140), adaeze, did((*domain.Session).CreateServiceUser, domain.CreateServiceUser{Name: u.Name, Role: s.roles(u.RoleHint, 0)}))
		}
		for _, k := range u.Keys {
			if k.CreatedDaysAgo < historyDays {
				make := domain.CreateKey{ServiceUser: name, Name: k.Name, Never: k.ExpiresInDays == Forever, Expires: s.keyEnds(k)}
				s.add(s.at(k.CreatedDaysAgo, 150), adaeze, did((*domain.Session).CreateKey, make))
			}
			if k.Revoked {
				s.add(s.lastUse(k).Add(50*time.Minute), ada, revokeKey(name, k.Name))
			}
			if u.Suspended {
				s.add(s.lastUse(k).Add(3*time.Hour), ada, did((*domain.Session).Suspend, domain.Suspend{Member: name, Reason: "replaced by the badge printer"}))
			}
		}
	}
}

// revokeKey revokes a key by its name.
func revokeKey(service domain.Ref, name string) act {
	return func(ctx context.Context, x *domain.Session) error {
		keys, err := x.Keys(ctx, service)
		for _, k := range keys {
			if k.Name == name {
				_, err = x.RevokeKey(ctx, domain.RevokeKey{Key: domain.Ref(k.ID)})
			}
		}
		return err
	}
}
