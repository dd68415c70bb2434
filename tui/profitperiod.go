package tui

import (
	"time"

	"gatehouse/domain"
)

// period is a stretch of days that profitability is told for.
type period int

const (
	thisMonth period = iota
	lastMonth
	thisQuarter
	thisYear
	everything
	periodsAll // how many there are
)

func (p period) String() string {
	return [...]string{"this month", "last month", "this quarter", "this year", "all"}[p]
}

// days are the first and the last day of the period, in UTC; empty for no bound.
func (p period) days(now time.Time) (from, to domain.Date) {
	y, m, _ := now.UTC().Date()
	months := 1
	switch p {
	case lastMonth:
		m--
	case thisQuarter:
		m, months = m-(m-1)%3, 3
	case thisYear:
		m, months = time.January, 12
	case everything:
		return "", ""
	}
	first := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	return domain.DateOf(first), domain.DateOf(first.AddDate(0, months, -1))
}
