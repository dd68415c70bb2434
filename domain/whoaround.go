package domain

// surroundings are what lies around a target: whoever has to do with it has a
// tie to one of the places, or is the one whom it is.
type surroundings struct {
	self   ID
	places []ID
}

// around finds the places around a target. One too many does no harm.
func (t *txn) around(on Mention) (s surroundings, err error) {
	switch on.Kind {
	case "member":
		s.self = on.ID
		return s, t.aroundMember(&s, on.ID)
	case "employee":
		e, err := t.Employees().Get(on.ID)
		if err != nil {
			return s, err
		}
		if s.self = e.Member; e.Member != "" {
			if err := t.aroundMember(&s, e.Member); err != nil {
				return s, err
			}
		}
		return s, t.aroundUnit(&s, e.Unit)
	case "unit":
		return s, t.aroundUnit(&s, on.ID)
	case "project":
		return s, t.aroundProject(&s, on.ID)
	case "group":
		s.places = append(s.places, on.ID)
	}
	return s, nil
}

func (t *txn) aroundMember(s *surroundings, id ID) error {
	m, err := t.Members().Get(id)
	if err != nil {
		return err
	}
	s.places = append(append(s.places, m.ID), m.Groups...)
	if m.Employee != "" {
		e, err := t.Employees().Get(m.Employee)
		if err != nil {
			return err
		}
		if err := t.aroundUnit(s, e.Unit); err != nil {
			return err
		}
	}
	for _, p := range m.Projects {
		if err := t.aroundProject(s, p); err != nil {
			return err
		}
	}
	return nil
}

func (t *txn) aroundProject(s *surroundings, id ID) error {
	p, err := t.Projects().Get(id)
	if err != nil {
		return err
	}
	s.places = append(s.places, p.ID, p.Group)
	return t.aroundUnit(s, p.Unit)
}

// aroundUnit is a unit with all above it.
func (t *txn) aroundUnit(s *surroundings, id ID) error {
	for i := 0; id != "" && i < deepest; i++ {
		s.places = append(s.places, id)
		u, err := t.Units().Get(id)
		if err != nil {
			return err
		}
		id = u.Parent
	}
	return nil
}
