package storage

import "gatehouse/domain"

// uniqueValue is a value that at most one record of a table holds, and how it
// is compared.
type uniqueValue struct {
	name   domain.Unique
	table  byte
	shared bool
	number byte // in keys: never changed, never used again
	fold   func(string) string
}

func asItIs(s string) string { return s }

var (
	address     = &uniqueValue{name: domain.UniqueAddress, table: memberTable, number: 1, fold: asItIs}
	serviceUser = &uniqueValue{name: domain.UniqueServiceUser, table: memberTable, number: 2, fold: domain.FoldName}
	invited     = &uniqueValue{name: domain.UniqueInvited, table: invitationTable, number: 1, fold: asItIs}
	token       = &uniqueValue{name: domain.UniqueToken, table: invitationTable, number: 2, fold: asItIs}
	enrolToken  = &uniqueValue{name: domain.UniqueEnrolment, table: enrolmentTable, number: 1, fold: asItIs}
	employeeNo  = &uniqueValue{name: domain.UniqueNumber, table: employeeTable, number: 1, fold: domain.FoldName}
	unitName    = &uniqueValue{name: domain.UniqueUnit, table: unitTable, number: 1, fold: domain.FoldName}
	groupName   = &uniqueValue{name: domain.UniqueGroup, table: groupTable, number: 1, fold: domain.FoldName}
	projectName = &uniqueValue{name: domain.UniqueProject, table: projectTable, number: 1, fold: domain.FoldName}
	roleName    = &uniqueValue{name: domain.UniqueRole, table: roleTable, number: 1, fold: domain.FoldName}
	rateKey     = &uniqueValue{name: domain.UniqueRate, table: rateTable, number: 1, fold: asItIs}
	slug        = &uniqueValue{name: domain.UniqueSlug, table: workspaceTable, number: 1, fold: asItIs, shared: true}
)

var uniqueValues = []*uniqueValue{address, serviceUser, invited, token, enrolToken, employeeNo, unitName, groupName, projectName, roleName, rateKey, slug}
