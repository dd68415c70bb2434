package roster

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"gatehouse/domain"
)

// Compiled when first asked for: most runs of the program import nothing.
var (
	yamlStart = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(---|\{|%YAML|["']?[A-Za-z_][A-Za-z0-9_ -]*["']?\s*:(\s|$))`)
	})
	handle = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`) })
)

// looksLikeYAML judges by the first line that says something.
func looksLikeYAML(head []byte) bool {
	for line := range bytes.Lines(head) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return yamlStart().Match(line)
		}
	}
	return false
}

const notPeribolos = "the YAML isn't peribolos; expected orgs, under it the organisation, and under that its admins, members, teams and repos, without aliases"

// peribolos reads the file by which an organisation on GitHub is kept
// (kubernetes-sigs/prow, peribolos): admins, members, teams within teams, and
// repositories.
type peribolos struct {
	*list
	domain   string
	teams    map[string]int // folded name → the line that names it first
	projects map[string]int
	depth    int
}

func readPeribolos(src *source, emailDomain string, l *list) error {
	root, err := parseYAML(src)
	if err != nil {
		return err
	}
	org, err := organisation(root)
	if err != nil {
		return err
	}
	p := &peribolos{list: l, teams: map[string]int{}, projects: map[string]int{}, depth: src.lim.depth}
	if p.domain, err = addressDomain(emailDomain); err != nil {
		return err
	}
	return p.org(org)
}

// addressDomain checks the domain that makes addresses of handles.
func addressDomain(d string) (string, error) {
	d = strings.TrimPrefix(strings.TrimSpace(d), "@")
	if d == "" {
		return "", domain.Errorf(domain.Invalid, "email_domain",
			"the file names people by their GitHub handles; say which domain their addresses have: --email-domain example.com")
	}
	address, err := domain.ParseEmail("someone@" + d)
	if err != nil {
		return "", domain.Errorf(domain.Invalid, "email_domain", "%q isn't a domain for e-mail addresses", domain.CleanMax(d, 60))
	}
	return strings.TrimPrefix(address, "someone@"), nil
}

// parseYAML makes a tree of the file. Aliases stay what they are and aren't
// followed, so a small file can't become a large tree.
func parseYAML(src *source) (*yaml.Node, error) {
	var text bytes.Buffer
	for {
		text.Write(src.window())
		src.advance(len(src.window()))
		if int64(text.Len()) > src.lim.yaml {
			return nil, domain.Errorf(domain.Limit, "too_large", "the YAML is larger than %d MiB; split it", src.lim.yaml>>20)
		}
		if !src.fill() {
			break
		}
	}
	if src.err != nil {
		return nil, src.err
	}
	var doc, more yaml.Node
	from := yaml.NewDecoder(&text)
	switch err := from.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return nil, badFile("the file is empty; expected peribolos YAML with orgs at the top")
	case err != nil:
		return nil, badFile("the YAML can't be read: %s", domain.CleanMax(strings.TrimPrefix(err.Error(), "yaml: "), 200))
	}
	if err := from.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, badFile("the file holds more than one YAML document; expected one, with orgs at the top")
	}
	return doc.Content[0], nil
}

// organisation finds the one organisation of the file. Several aren't merged:
// an admin of one would become the admin of all.
func organisation(root *yaml.Node) (*yaml.Node, error) {
	var orgs *yaml.Node
	for key, value := range pairs(root) {
		switch {
		case key.Value != "orgs":
		case orgs != nil:
			return nil, badFile("orgs is there twice, on lines %d and %d; make them one", orgs.Line, key.Line)
		default:
			orgs = value
		}
	}
	if orgs == nil || orgs.Kind != yaml.MappingNode {
		return nil, badFile(notPeribolos)
	}
	if n := len(orgs.Content) / 2; n != 1 {
		var names []string
		for key := range pairs(orgs) {
			names = append(names, domain.CleanMax(key.Value, 60))
		}
		return nil, badFile("the file has %d organisations (%s); a workspace takes one, so give each a file of its own", n, seen(names))
	}
	org := orgs.Content[1]
	if org.Kind != yaml.MappingNode || mergeKey(org) != nil {
		return nil, badFile(notPeribolos)
	}
	return org, nil
}
