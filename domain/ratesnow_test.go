package domain_test

import (
	"fmt"
	"strings"
	"testing"

	"gatehouse/domain"
)

// Of each kind and project the newest that has begun holds; what begins later
// stands apart, and what was replaced is gone.
func TestRatesOnADay(t *testing.T) {
	rate := func(kind domain.RateKind, project string, from domain.Date) domain.ListedRate {
		return domain.ListedRate{Rate: domain.Rate{Kind: kind, Project: domain.ID(project), From: from}, ProjectName: project}
	}
	newest := []domain.ListedRate{
		rate(domain.HourlyRate, "", "2027-02-01"), rate(domain.HourlyRate, "", "2027-01-01"),
		rate(domain.HourlyRate, "atlas", "2026-11-22"), rate(domain.HourlyCost, "", "2026-11-21"),
		rate(domain.HourlyRate, "", "2026-11-20"), rate(domain.HourlyRate, "atlas", "2026-10-01"), rate(domain.HourlyRate, "", "2026-01-01"),
	}
	now, later := domain.RatesOn(newest, "2026-11-22")
	say := func(list []domain.ListedRate) string {
		var words []string
		for _, r := range list {
			words = append(words, strings.TrimSpace(fmt.Sprintf("%s %s %s", r.Kind, r.From, r.Project)))
		}
		return strings.Join(words, ", ")
	}
	is(t, "those that hold", say(now), "hourly 2026-11-20, hourly 2026-11-22 atlas, cost 2026-11-21")
	is(t, "those to come", say(later), "hourly 2027-01-01, hourly 2027-02-01")
}
