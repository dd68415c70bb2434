// Package roster reads the files that other programs export their people to
// and makes a domain.Roster of them: CSV (the plain one, Google Workspace's and
// Slack's) and peribolos YAML. It only reads. Whether a row may go in is for
// the domain to say.
//
// A record that can't be read is left out and reported by the line that it
// starts on; the others go on. Only a file that can't be understood at all is
// an error. What a file can make this package hold is bounded.
package roster

import (
	"io"

	"gatehouse/domain"
)

// Options say how to read a file.
type Options struct {
	Format      string // auto, csv, google, slack or peribolos; empty is auto
	EmailDomain string // makes addresses of GitHub handles; needed for peribolos
}

// limits bound what one file may hold.
type limits struct {
	bytes   int64 // of the whole file
	yaml    int64 // of a YAML file: as a tree it takes up to 300 times that
	record  int   // bytes of one CSV record
	records int   // records, good and bad together
	columns int   // columns of a CSV header
	depth   int   // teams within teams
}

var usual = limits{
	bytes:   256 << 20,
	yaml:    1 << 20,
	record:  1 << 20,
	records: 2_000_000,
	columns: 1_000,
	depth:   50,
}

// Read reads a whole file. The error is Invalid (bad_file, bad_format,
// email_domain) with a sentence that says what was expected, or Limit
// (too_large).
func Read(r io.Reader, o Options) (domain.Roster, error) {
	return read(r, o, usual)
}

func read(r io.Reader, o Options, lim limits) (domain.Roster, error) {
	format := o.Format
	if format == "" {
		format = "auto"
	}
	if format != "auto" && format != "peribolos" && len(layoutsOf(format)) == 0 {
		return domain.Roster{}, domain.Errorf(domain.Invalid, "bad_format",
			"there is no format %q; there are auto, csv, google, slack and peribolos", domain.CleanMax(format, 40))
	}
	src := newSource(r, lim)
	if err := src.readable(layoutsOf(format)); err != nil {
		return domain.Roster{}, err
	}
	gathered := &list{max: lim.records, first: make(map[string]int)}
	var err error
	if format == "peribolos" || format == "auto" && looksLikeYAML(src.head()) {
		err = readPeribolos(src, o.EmailDomain, gathered)
	} else {
		err = readTable(src, layoutsOf(format), gathered)
	}
	if err != nil {
		return domain.Roster{}, err
	}
	return gathered.roster, nil
}

// badFile is the error of a file that can't be understood at all.
func badFile(format string, args ...any) error {
	return domain.Errorf(domain.Invalid, "bad_file", format, args...)
}
