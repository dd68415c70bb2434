package storage

import "gatehouse/domain"

func notFound(kind string) error {
	return domain.Errorf(domain.NotFound, "not_found", "there is no such %s", kind)
}

func exists(kind string) error {
	return domain.Errorf(domain.Conflict, "exists", "there is such a %s already", kind)
}

func changedMeanwhile(kind string) error {
	return domain.Errorf(domain.Conflict, "changed_meanwhile", "the %s changed meanwhile", kind)
}

func invalid(code, format string, args ...any) error {
	return domain.Errorf(domain.Invalid, code, format, args...)
}

func tooMany(changes, bound int) error {
	return domain.Errorf(domain.Limit, "too_many_changes", "too much for one commit: %d changes, %d are allowed", changes, bound)
}

// damaged says that the record of a kind and an id can't be read.
func damaged(kind string, id domain.ID, cause error) error {
	err := domain.Errorf(domain.Damaged, "damaged_record", "the database is damaged: the %s %s can't be read", kind, domain.CleanMax(string(id), 60))
	err.Fix = []domain.Step{{Command: "gatehouse restore FILE", Message: "go back to a backup, under another name"}}
	err.Err = cause
	return err
}
