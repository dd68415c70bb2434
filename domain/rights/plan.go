package rights

import "math/bits"

// Plan is what a workspace has paid for.
type Plan struct {
	Name     string // pro
	Title    string // Pro
	Seats    int    // 0 is no limit
	Features Feature
}

// Has tells whether the plan includes a feature; every plan includes none.
func (p *Plan) Has(f Feature) bool { return f == 0 || p != nil && p.Features&f == f }

// Room tells whether so many seats fit.
func (p *Plan) Room(seats int) bool { return p == nil || p.Seats == 0 || seats <= p.Seats }

// Feature is a set of what plans differ in.
type Feature uint8

const (
	FeatureAPI Feature = 1 << iota
	FeatureAutomations
	FeatureAdvancedAutomations
	FeatureCustomRoles
	FeatureMessages

	featureCount         = iota
	allFeatures  Feature = 1<<featureCount - 1
)

var features = [featureCount]struct{ name, noun, starts, does string }{
	{"api", "API access", "starts", "applications call the API with keys"},
	{"automations", "automations", "start", "automations run"},
	{"advanced-automations", "advanced automations", "start", "advanced automations run"},
	{"custom-roles", "custom roles", "start", "the workspace makes roles of its own"},
	{"messages", "messaging", "starts", "members write to each other"},
}

// row is the place of a single feature in the table of features.
func (f Feature) row() int { return bits.TrailingZeros8(uint8(f)) % len(features) }

// String is the name of a single feature, such as "custom-roles".
func (f Feature) String() string { return features[f.row()].name }

// Noun is the feature in a sentence, such as "custom roles".
func (f Feature) Noun() string { return features[f.row()].noun }

// Does is what the feature makes possible: "applications call the API with keys".
func (f Feature) Does() string { return features[f.row()].does }

// Features lists the features one by one.
func Features() []Feature {
	all := make([]Feature, featureCount)
	for i := range features {
		all[i] = 1 << i
	}
	return all
}
