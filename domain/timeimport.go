package domain

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"gatehouse/domain/rights"
)

// TimeRow is one record of a file of time entries.
type TimeRow struct {
	Line            int
	Project, Member string
	Date            Date
	Minutes         int
}

// ImportTime brings time entries in. What is there already stays as it is, and
// archived projects take their history too.
type ImportTime struct {
	Rows     []TimeRow
	Bad      []Rejected            // records that can't be read at all
	Progress func(done, total int) // may be nil
}

// TimeReport says what an import of time entries did, or would do, by their
// ids: they have no names.
type TimeReport struct {
	Created   []ID       `json:"created"`
	Updated   []ID       `json:"updated"` // empty: an entry never changes
	Unchanged []ID       `json:"unchanged"`
	Rejected  []Rejected `json:"rejected"`
}

// PlanTime runs the whole import on a snapshot and throws it away.
func (s *Session) PlanTime(ctx context.Context, c ImportTime) (TimeReport, error) {
	im, err := s.newTimeImport(ctx, c)
	if err != nil {
		return TimeReport{}, err
	}
	part, err := look(ctx, s, func(v *view) (TimeReport, error) { return im.run(v.txn, im.jobs) })
	im.add(part)
	return im.report, err
}

// ImportTime asks for data.import. It writes in commits of bounded size and can
// be run again with nothing changed.
func (s *Session) ImportTime(ctx context.Context, c ImportTime) (TimeReport, error) {
	im, err := s.newTimeImport(ctx, c)
	if err != nil {
		return TimeReport{}, err
	}
	done, size := 0, max(1, min(chunk, s.ws.db.store.Room()/2))
	for jobs := range slices.Chunk(im.jobs, size) {
		part, err := commit(ctx, s, c.action(), func(t *txn) (TimeReport, error) { return im.run(t, jobs) })
		if err != nil {
			return im.report, err
		}
		im.add(part)
		if done += len(jobs); c.Progress != nil {
			c.Progress(done, len(im.jobs))
		}
	}
	return im.report, nil
}

// timeImport is one import of time entries under way.
type timeImport struct {
	jobs   []timeJob
	report TimeReport
}

// timeJob is one row made out: whose time on what.
type timeJob struct {
	line  int
	entry TimeEntry
}

// newTimeImport authorises the import and makes its rows out. An entry's id
// comes from what is in it and from the how-manieth of its like in the file it
// is, so that the same file again comes to the same entries.
func (s *Session) newTimeImport(ctx context.Context, c ImportTime) (*timeImport, error) {
	type found struct {
		id  ID
		err error
	}
	// A refusal is an event, so it is asked in a commit; a question writes none.
	if _, err := commit(ctx, s, c.action(), func(t *txn) (struct{}, error) { return struct{}{}, t.mayImportTime() }); err != nil {
		return nil, err
	}
	return look(ctx, s, func(v *view) (*timeImport, error) {
		im := &timeImport{report: TimeReport{Created: []ID{}, Updated: []ID{}, Unchanged: []ID{}, Rejected: append([]Rejected{}, c.Bad...)}}
		projects, members, like := map[string]found{}, map[string]found{}, map[TimeEntry]int{}
		for _, row := range c.Rows {
			project, known := projects[row.Project]
			if !known {
				p, err := v.workable(Ref(row.Project))
				project = found{p.ID, err}
				projects[row.Project] = project
			}
			member, known := members[row.Member]
			if !known {
				m, err := v.importable(Ref(row.Member))
				member = found{m.ID, err}
				members[row.Member] = member
			}
			var stopped bool
			for _, err := range []error{project.err, member.err} {
				if err != nil && !stopped {
					if stopped = true; !KindOf(err).AboutTarget() {
						return nil, err
					}
					im.report.Rejected = append(im.report.Rejected, Rejected{row.Line, err.Error()})
				}
			}
			if stopped {
				continue
			}
			e := TimeEntry{Project: project.id, Member: member.id, Date: row.Date, Minutes: row.Minutes}
			like[e]++
			e.ID = e.sameID(like[e])
			im.jobs = append(im.jobs, timeJob{row.Line, e})
		}
		im.add(TimeReport{})
		return im, nil
	})
}

// sameID is the id of the n-th such entry of a file.
func (e TimeEntry) sameID(n int) ID {
	sum := sha256.Sum256(fmt.Appendf(nil, "time|%s|%s|%s|%d|%d", e.Project, e.Member, e.Date, e.Minutes, n))
	return NewID(strings.NewReader(string(sum[:])))
}

func (t *txn) mayImportTime() error {
	return t.may(ask{right: rights.DataImport, target: target{mention: t.mention()}})
}

// importable finds the member of a row: whoever the actor may know of, the
// removed too, since they have worked.
func (t *txn) importable(ref Ref) (Member, error) {
	m, err := findMember(t, ref)
	if err != nil {
		return m, err
	}
	on, err := t.onMember(m)
	if err == nil && !t.sees(on) {
		err = noMember(string(ref))
	}
	if err == nil {
		err = works(m)
	}
	return m, err
}

// run writes some of the entries. What is wrong with one is reported and
// leaves the others alone.
func (im *timeImport) run(t *txn, jobs []timeJob) (TimeReport, error) {
	var r TimeReport
	if err := t.mayImportTime(); err != nil {
		return r, err
	}
	var of []ID // whose entries were made, in the order of the file
	known := map[ID]bool{}
	for _, j := range jobs {
		made, err := t.importTime(j.entry)
		switch {
		case KindOf(err).AboutTarget():
			r.Rejected = append(r.Rejected, Rejected{j.line, err.Error()})
		case err != nil:
			return r, err
		case made:
			r.Created = append(r.Created, j.entry.ID)
			if !known[j.entry.Member] {
				of, known[j.entry.Member] = append(of, j.entry.Member), true
			}
		default:
			r.Unchanged = append(r.Unchanged, j.entry.ID)
		}
	}
	if len(r.Created) == 0 {
		return r, nil
	}
	detail, err := t.imported(len(r.Created), of)
	if err == nil {
		_, err = t.Append(t.newEvent(ImportTime{}.action(), t.mention(), detail, ResultDone))
	}
	return r, err
}

// imported says how many entries there came to be, and whose: the first of
// them by name.
func (t *txn) imported(entries int, of []ID) (string, error) {
	var names []string
	for _, id := range of[:min(len(of), 3)] {
		m, err := t.Members().Get(id)
		if err != nil {
			return "", err
		}
		names = append(names, m.Handle())
	}
	return count(entries, "time entry", "time entries") + " of " + count(len(of), "person", "people") + ": " + andMore(names, len(of)), nil
}

// importTime writes an entry, unless it is there already.
func (t *txn) importTime(e TimeEntry) (made bool, err error) {
	if _, err = t.Time().Get(e.ID); !isNotFound(err) {
		return false, err
	}
	m, err := t.Members().Get(e.Member)
	if err != nil {
		return false, err
	}
	if err := t.fitsDay(e, m); err != nil {
		return false, err
	}
	_, err = t.Time().Put(e)
	return true, err
}

// add adds what a commit did. Rejected rows are in the order of the file.
func (im *timeImport) add(part TimeReport) {
	im.report.Created = append(im.report.Created, part.Created...)
	im.report.Unchanged = append(im.report.Unchanged, part.Unchanged...)
	im.report.Rejected = append(im.report.Rejected, part.Rejected...)
	slices.SortStableFunc(im.report.Rejected, func(a, b Rejected) int { return a.Line - b.Line })
}
