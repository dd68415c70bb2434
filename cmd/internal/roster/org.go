package roster

import (
	"strings"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/unicode/norm"

	"gatehouse/domain"
)

// org reads an organisation. Admins come first, so that someone who is in both
// lists is one.
func (p *peribolos) org(org *yaml.Node) error {
	admins := map[string]bool{}
	for _, part := range []struct{ key, role string }{{"admins", "admin"}, {"members", ""}} {
		for node := range p.items(org, part.key) {
			if err := p.room(); err != nil {
				return err
			}
			address, ok := p.address(node)
			if !ok || part.role == "" && admins[address] {
				continue
			}
			admins[address] = admins[address] || part.role != ""
			p.person(domain.RosterPerson{Line: node.Line, Email: address, Name: node.Value, Handle: true, Role: part.role})
		}
	}
	if err := p.below(org, "", 1); err != nil {
		return err
	}
	for key, settings := range p.entries(org, "repos") {
		if err := p.room(); err != nil {
			return err
		}
		p.project(key, settings)
	}
	return nil
}

// below reads the teams of a team or of the organisation, each before its own.
// Peribolos calls them teams on every level.
func (p *peribolos) below(of *yaml.Node, parent string, depth int) error {
	for _, key := range []string{"teams", "children"} {
		for name, team := range p.entries(of, key) {
			if err := p.room(); err != nil {
				return err
			}
			if depth > p.depth {
				p.reject(name.Line, "team %s lies more than %d teams deep", domain.CleanMax(name.Value, 80), p.depth)
				continue
			}
			if !p.once(p.teams, "team", name) {
				continue
			}
			p.team(name, team, parent)
			if err := p.below(team, name.Value, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// team lists a team as a group. Who maintains it isn't listed as a member too.
func (p *peribolos) team(name, team *yaml.Node, parent string) {
	g := domain.RosterGroup{Line: name.Line, Name: name.Value, Parent: parent, Lines: map[string]int{}}
	for _, part := range []struct {
		key string
		to  *[]string
	}{{"maintainers", &g.Managers}, {"members", &g.Members}} {
		for node := range p.items(team, part.key) {
			address, ok := p.address(node)
			if _, again := g.Lines[address]; !ok || again {
				continue
			}
			g.Lines[address] = node.Line
			*part.to = append(*part.to, address)
		}
	}
	p.roster.Groups = append(p.roster.Groups, g)
}

func (p *peribolos) project(name, settings *yaml.Node) {
	if !p.once(p.projects, "repository", name) {
		return
	}
	archived := false
	for key, value := range pairs(settings) {
		if key.Value != "archived" {
			continue
		}
		if value.Decode(&archived) != nil {
			p.reject(value.Line, "archived of %s is neither true nor false", domain.CleanMax(name.Value, 80))
			return
		}
	}
	p.roster.Projects = append(p.roster.Projects, domain.RosterProject{Line: name.Line, Name: name.Value, Archived: archived})
}

// once refuses a name that was there before; GitHub's don't differ by case.
func (p *peribolos) once(seen map[string]int, what string, name *yaml.Node) bool {
	folded := strings.ToLower(norm.NFC.String(strings.TrimSpace(name.Value)))
	if line, again := seen[folded]; again {
		p.reject(name.Line, "%s %s is on line %d already", what, domain.CleanMax(name.Value, 80), line)
		return false
	}
	seen[folded] = name.Line
	return true
}

// address makes an address of a handle. Handles don't differ by case.
func (p *peribolos) address(node *yaml.Node) (string, bool) {
	if node.Kind == yaml.ScalarNode && node.Tag != "!!null" && handle().MatchString(node.Value) {
		return strings.ToLower(node.Value) + "@" + p.domain, true
	}
	p.reject(node.Line, "expected a GitHub handle, found %s", found(node))
	return "", false
}
