package rights

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

	allFeatures = 1<<iota - 1
)

var features = [...]struct{ name, title, does, begins string }{
	{"api", "API access", "applications call the API with keys", "API access starts"},
	{"automations", "Automations", "automations run", "Automations start"},
	{"advanced-automations", "Advanced automations", "advanced automations run", "Advanced automations start"},
	{"custom-roles", "Custom roles", "the workspace makes roles of its own", "Custom roles start"},
	{"messages", "Messaging", "members write to each other", "Messaging starts"},
}

// String is the name of a single feature, such as "custom-roles".
func (f Feature) String() string {
	for i := range features {
		if f == 1<<i {
			return features[i].name
		}
	}
	return ""
}

// Title is the feature's name in a sentence, such as "Custom roles".
func (f Feature) Title() string {
	for i := range features {
		if f == 1<<i {
			return features[i].title
		}
	}
	return ""
}

// Does is what the feature makes possible: "applications call the API with keys".
func (f Feature) Does() string {
	for i := range features {
		if f == 1<<i {
			return features[i].does
		}
	}
	return ""
}

// begins is how a sentence about the first plan that has the feature starts.
func (f Feature) begins() string {
	for i := range features {
		if f == 1<<i {
			return features[i].begins
		}
	}
	return ""
}

// Features lists the features one by one.
func Features() []Feature {
	return []Feature{FeatureAPI, FeatureAutomations, FeatureAdvancedAutomations, FeatureCustomRoles, FeatureMessages}
}
