package domain

// unclaimed refuses an address that a member or a pending invitation holds,
// with the answer that fits.
func (t *txn) unclaimed(email string) error {
	if err := t.nobodyAt(email); err != nil {
		return err
	}
	id, err := t.Find(UniqueInvited, email)
	if err != nil || id == "" {
		return err
	}
	i, err := t.Invitations().Get(id)
	if err != nil || i.StatusAt(t.now) != InvitationPending {
		return err
	}
	e := Errorf(Conflict, "already_invited", "%s is already invited as %s", Clean(email), i.Role)
	e.Fix = []Step{{Command: command("invitations", "resend", email), Message: "send a new token"}}
	return e
}

// nobodyAt refuses an address that a member holds. One whose removal is past
// undoing holds it no more.
func (t *txn) nobodyAt(email string) error {
	m, found, err := t.memberAt(email)
	if err != nil || !found {
		return err
	}
	return t.alreadyHere(m)
}

// memberAt is who holds an address, if anyone does.
func (t *txn) memberAt(email string) (m Member, found bool, err error) {
	id, err := t.Find(UniqueAddress, email)
	if err != nil || id == "" {
		return m, false, err
	}
	m, err = t.Members().Get(id)
	return m, err == nil, err
}

// release takes an address from the one whose removal is past undoing, for
// whoever gets it next. It is asked for after nobodyAt.
func (t *txn) release(email string) error {
	m, found, err := t.memberAt(email)
	if err != nil || !found {
		return err
	}
	m.Email = ""
	_, err = t.Members().Put(m)
	return err
}

// gone tells whether a removal is past undoing.
func (t *txn) gone(m Member) bool {
	return !m.RemovedAt.IsZero() && t.now.After(m.RemovedAt.Add(RemovalHolds))
}

// alreadyHere is the answer to inviting someone who has an account.
func (t *txn) alreadyHere(m Member) error {
	var e *Error
	var word, does string
	switch {
	case t.gone(m):
		return nil
	case !m.RemovedAt.IsZero():
		e = Errorf(Conflict, "removed", "%s was removed on %s and can be restored", Clean(m.Email), m.RemovedAt.Format("2 Jan 2006"))
		word, does = "restore", "restore the account"
	case !m.SuspendedAt.IsZero():
		e = Errorf(Conflict, "suspended", "%s is a member, suspended since %s", Clean(m.Email), m.SuspendedAt.Format("2 Jan 2006"))
		word, does = "reactivate", "reactivate the account"
	default:
		return Errorf(Conflict, "already_member", "%s is already a member, as %s", Clean(m.Email), t.roleWords(m))
	}
	e.Fix = []Step{{Command: command("members", word, m.Email), Message: does}}
	return e
}

// replaceInvitation hands the address from an invitation that is over to the
// next one.
func (t *txn) replaceInvitation(email string, next ID) error {
	id, err := t.Find(UniqueInvited, email)
	if err != nil || id == "" {
		return err
	}
	old, err := t.Invitations().Get(id)
	if err != nil {
		return err
	}
	old.ReplacedBy = next
	_, err = t.Invitations().Put(old)
	return err
}
