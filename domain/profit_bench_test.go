package domain_test

import (
	"fmt"
	"testing"
	"time"

	"gatehouse/domain"
)

// BenchmarkProfit works out a project of 100,000 entries by 200 people, with a
// rate for each month, and beside it only reads the entries.
func BenchmarkProfit(b *testing.B) {
	w := open(b, "timeneye", "")
	atlas, err := w.boss().AddProject(bg, domain.AddProject{Name: "Atlas"})
	must(b, err)
	people := w.people(200, "member")
	begin := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for day := range 500 {
		at := begin.AddDate(0, 0, day)
		w.write(func(tx domain.Tx) error {
			for _, m := range people {
				e := domain.TimeEntry{ID: domain.NewID(w.rand), Project: atlas.ID, Member: m.ID, Date: domain.DateOf(at), Minutes: 30 + day%400}
				if _, err := tx.Time().Put(e); err != nil {
					return err
				}
				if at.Day() > 1 {
					continue
				}
				for _, kind := range []domain.RateKind{domain.HourlyRate, domain.HourlyCost} {
					r := domain.Rate{ID: domain.NewID(w.rand), Member: m.ID, Kind: kind, From: domain.DateOf(at), Amount: int64(4000 + day), Currency: "EUR"}
					if _, err := tx.Rates().Put(r); err != nil {
						return err
					}
				}
			}
			return nil
		})
	}
	b.ResetTimer()
	var ours, reading time.Duration
	for b.Loop() {
		start := time.Now()
		p, err := w.boss().Profit(bg, domain.ProfitQuery{Project: "Atlas"})
		must(b, err)
		if ours += time.Since(start); len(p.ByMember) != 200 || len(p.Uncounted) != 0 {
			b.Fatal(fmt.Sprint(len(p.ByMember), p.Uncounted))
		}
		start = time.Now()
		w.read(func(v domain.View) error {
			q := domain.Query{Index: domain.ByProject, Value: string(atlas.ID), Limit: 1000}
			for {
				rows, more, err := v.TimePages().Page(q)
				if err != nil || !more {
					return err
				}
				q.After = rows[len(rows)-1].Cursor
			}
		})
		reading += time.Since(start)
	}
	b.ReportMetric(float64(ours.Milliseconds())/float64(b.N), "ms/profit")
	b.ReportMetric(ours.Seconds()/reading.Seconds(), "x-reading")
}
