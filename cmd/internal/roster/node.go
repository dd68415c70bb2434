package roster

import (
	"iter"
	"strings"

	"go.yaml.in/yaml/v3"

	"gatehouse/domain"
)

// items are the values of a list that a mapping holds under a key.
func (p *peribolos) items(of *yaml.Node, key string) iter.Seq[*yaml.Node] {
	return func(yield func(*yaml.Node) bool) {
		items := p.under(of, key, yaml.SequenceNode, "a list")
		if items == nil {
			return
		}
		for _, item := range items.Content {
			if !yield(item) {
				return
			}
		}
	}
}

// entries are the keys and values of a mapping that a mapping holds under a key.
func (p *peribolos) entries(of *yaml.Node, key string) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(k, v *yaml.Node) bool) {
		for k, v := range pairs(p.under(of, key, yaml.MappingNode, "names with settings")) {
			switch {
			case k.Kind != yaml.ScalarNode || k.Tag == "!!null" || k.Tag == "!!merge":
				p.reject(k.Line, "expected a name under %s, found %s", key, found(k))
			case v.Kind != yaml.MappingNode && v.Tag != "!!null":
				p.reject(v.Line, "expected the settings of %s, found %s", domain.CleanMax(k.Value, 80), found(v))
			case mergeKey(v) != nil:
				p.reject(mergeKey(v).Line, "%s merges in an alias, and aliases aren't followed; write it out", domain.CleanMax(k.Value, 80))
			case !yield(k, v):
				return
			}
		}
	}
}

// under finds what a mapping holds under a key, if it is of the right kind.
func (p *peribolos) under(of *yaml.Node, key string, kind yaml.Kind, expected string) *yaml.Node {
	var first *yaml.Node
	for k, v := range pairs(of) {
		switch {
		case k.Value != key || v.Tag == "!!null":
		case v.Kind != kind:
			p.reject(v.Line, "expected %s under %s, found %s", expected, key, found(v))
		case first != nil:
			p.reject(k.Line, "%s is there twice; what stands here is left out", key)
		default:
			first = v
		}
	}
	return first
}

// mergeKey is the key by which a mapping takes over another, where it has one.
func mergeKey(of *yaml.Node) *yaml.Node {
	for k := range pairs(of) {
		if k.Tag == "!!merge" {
			return k
		}
	}
	return nil
}

// pairs are the keys and values of a mapping; anything else has none.
func pairs(of *yaml.Node) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(k, v *yaml.Node) bool) {
		if of == nil || of.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(of.Content); i += 2 {
			if !yield(of.Content[i], of.Content[i+1]) {
				return
			}
		}
	}
}

// found names what stands where something else was expected.
func found(node *yaml.Node) string {
	switch node.Kind {
	case yaml.AliasNode:
		return "the alias *" + domain.CleanMax(node.Value, 40) + ", and aliases aren't followed; write it out"
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	if strings.TrimSpace(node.Value) == "" || node.Tag == "!!null" {
		return "nothing"
	}
	return `"` + domain.CleanMax(node.Value, 60) + `"`
}
