package domain

import (
	"context"

	"gatehouse/domain/rights"
)

// ExportMembers is a page of Members for an export, which needs data.export
// too. A page is a snapshot of its own.
func (s *Session) ExportMembers(ctx context.Context, q MemberQuery) (MemberPage, error) {
	return look(ctx, s, func(v *view) (MemberPage, error) {
		if err := v.may(ask{right: rights.DataExport}); err != nil {
			return MemberPage{}, err
		}
		return v.members(q)
	})
}
