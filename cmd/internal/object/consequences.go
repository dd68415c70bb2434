package object

import "gatehouse/domain"

// Consequences are what a change would do, before it is made.
type Consequences struct {
	Changes []string       `json:"changes" doc:"sentences"`
	Counts  map[string]int `json:"counts" doc:"the same in numbers"`
	Refused []Refusal      `json:"refused,omitempty" doc:"what would not be done"`
}

// Refusal is one target that a change would not be made to.
type Refusal struct {
	Target  string      `json:"target"`
	Kind    domain.Kind `json:"kind" enum:"invalid,denied,notfound,conflict,expired,limit,unavailable,damaged"`
	Message string      `json:"message" doc:"why, a sentence"`
}

// OfConsequences makes the object of a preview.
func OfConsequences(c domain.Consequences) Consequences {
	out := Consequences{Changes: c.Changes, Counts: c.Counts}
	for _, r := range c.Refused {
		out.Refused = append(out.Refused, Refusal{r.Target, r.Kind, r.Message})
	}
	return out
}
