package roster

import (
	"io"
	"slices"
	"strings"

	"gatehouse/domain"
)

// timeLayout is the header of a file of time entries.
var timeLayout = layout{
	format:  "time",
	key:     project,
	needs:   []string{"member", "date"},
	columns: map[string]field{"project": project, "member": member, "date": date, "minutes": minutes, "duration": duration},
}

// ReadTime reads a CSV of time entries under the header
// project,member,date,minutes, in any order; instead of minutes there may be a
// duration (1h30m, 1:30, 90m, 1.5h). Rows that can't be read are in bad. The
// error is as Read's.
func ReadTime(r io.Reader) (rows []domain.TimeRow, bad []domain.Rejected, err error) {
	src := newSource(r, usual)
	if err := src.readable([]layout{timeLayout}); err != nil {
		return nil, nil, err
	}
	gathered := &list{max: usual.records}
	t := &table{scan: newScanner(src), list: gathered}
	t.keep = func(line int, r row) {
		e, err := timeRow(r)
		if e.Line = line; err != nil {
			gathered.reject(line, "%s", err)
			return
		}
		rows = append(rows, e)
	}
	err = t.read([]layout{timeLayout})
	if err == nil && !slices.Contains(t.fields, minutes) && !slices.Contains(t.fields, duration) {
		err = badFile("the first line names neither minutes nor duration; expected %s. Its columns: %s", expected([]layout{timeLayout}), seen(t.columns))
	}
	return rows, gathered.roster.Bad, err
}

// timeRow makes a row out.
func timeRow(r row) (e domain.TimeRow, err error) {
	for f := range r {
		r[f] = offFormula(r[f])
	}
	e.Project, e.Member = r[project], r[member]
	for _, f := range []struct{ value, what string }{{r[project], "project"}, {r[member], "member"}, {r[date], "date"}, {r[minutes] + r[duration], "duration"}} {
		if f.value == "" {
			return e, domain.Errorf(domain.Invalid, "bad_row", "there is no %s", f.what)
		}
	}
	if e.Date, err = domain.ParseDate(r[date]); err != nil {
		return e, err
	}
	var spans []int
	if r[minutes] != "" {
		if strings.Trim(r[minutes], "0123456789") != "" {
			return e, domain.Errorf(domain.Invalid, "bad_duration", "“%s” is no number of minutes", domain.CleanMax(r[minutes], 40))
		}
		n, err := domain.ParseMinutes(r[minutes] + "m")
		if err != nil {
			return e, err
		}
		spans = append(spans, n)
	}
	if r[duration] != "" {
		n, err := domain.ParseMinutes(r[duration])
		if err != nil {
			return e, err
		}
		spans = append(spans, n)
	}
	e.Minutes = spans[0]
	if slices.Max(spans) != slices.Min(spans) {
		return e, domain.Errorf(domain.Invalid, "bad_duration", "minutes say %s h and the duration says %s h", domain.Hours(spans[0]), domain.Hours(spans[1]))
	}
	return e, nil
}
