package app

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"gatehouse/domain"
)

// maxConfiguration bounds a configuration file, in bytes.
const maxConfiguration = 256 << 10

// readConfiguration reads a YAML file: settings by name, those with a dot in a
// part of their own.
func readConfiguration(file string) ([]told, []error) {
	text, err := readRegular(file, maxConfiguration)
	if err != nil {
		return nil, []error{misconfigured(file, "the configuration %s", unread(err))}
	}
	var root yaml.Node
	if err := yaml.NewDecoder(bytes.NewReader(text)).Decode(&root); errors.Is(err, io.EOF) {
		return nil, nil // empty, or nothing but comments
	} else if err != nil {
		return nil, []error{noYAML(file, err)}
	}
	r := reader{file: file}
	r.mapping(root.Content[0], "")
	return r.found, r.wrong
}

// noYAML says where the reader stopped, as all else says where it is.
func noYAML(file string, err error) error {
	why := strings.TrimPrefix(err.Error(), "yaml: ")
	if line, said, numbered := strings.Cut(strings.TrimPrefix(why, "line "), ": "); numbered && why != line {
		if _, err := strconv.Atoi(line); err == nil {
			file, why = file+":"+line, said
		}
	}
	return misconfigured(file, "%s", domain.CleanMax(why, 200))
}

// reader walks a configuration file.
type reader struct {
	file  string
	found []told
	wrong []error
}

func (r *reader) at(n *yaml.Node) string { return r.file + ":" + strconv.Itoa(n.Line) }

func (r *reader) mapping(n *yaml.Node, part string) {
	if n.Kind != yaml.MappingNode {
		r.wrong = append(r.wrong, misconfigured(r.at(n), "here are names and values expected, such as ssh: :2222"))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		name := part + key.Value
		if seen[name] {
			r.wrong = append(r.wrong, misconfigured(r.at(key), "%s is said twice", domain.CleanMax(name, 60)))
		}
		seen[name] = true
		switch {
		case value.Kind == yaml.MappingNode && part == "":
			r.mapping(value, name+".")
		case value.Kind == yaml.SequenceNode && severalTimes(name):
			for _, item := range value.Content {
				r.scalar(name, item)
			}
		default:
			r.scalar(name, value)
		}
	}
}

// severalTimes tells whether a setting takes a list.
func severalTimes(name string) bool {
	return slices.ContainsFunc(settings(), func(s setting) bool { return s.name == name && s.several })
}

func (r *reader) scalar(name string, n *yaml.Node) {
	switch {
	case n.Kind == yaml.SequenceNode || n.Kind == yaml.MappingNode:
		r.wrong = append(r.wrong, misconfigured(r.at(n), "%s takes one value", domain.CleanMax(name, 60)))
		return
	case n.Kind != yaml.ScalarNode || n.Tag == "!!null":
		r.wrong = append(r.wrong, misconfigured(r.at(n), "%s has no value", domain.CleanMax(name, 60)))
		return
	}
	r.found = append(r.found, told{name, n.Value, r.at(n)})
}
