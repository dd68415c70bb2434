package domain

// each hands on every row of a query, page by page.
func each[T any](pages Pages[T], q Query, do func(*T) error) error {
	q.Limit = 500
	for {
		rows, more, err := pages.Page(q)
		if err != nil {
			return err
		}
		for i := range rows {
			q.After = rows[i].Cursor
			if err := do(&rows[i].Item); err != nil {
				return err
			}
		}
		if !more {
			return nil
		}
	}
}

// everything reads all rows of a query.
func everything[T any](pages Pages[T], q Query) ([]T, error) {
	var out []T
	err := each(pages, q, func(item *T) error {
		out = append(out, *item)
		return nil
	})
	return out, err
}

// memberIDs reads the ids of the members of a query.
func memberIDs(v View, q Query) ([]ID, error) {
	members, err := everything(v.MemberPages(), q)
	ids := make([]ID, 0, len(members))
	for _, m := range members {
		ids = append(ids, m.ID)
	}
	return ids, err
}

// handles lists members of a query that pass, but for the removed.
func (v *view) handles(q Query, keep func(Member) bool) ([]string, error) {
	members, err := everything(v.MemberPages(), q)
	var out []string
	for _, m := range members {
		if m.RemovedAt.IsZero() && keep(m) {
			out = append(out, m.Handle())
		}
	}
	return out, err
}
