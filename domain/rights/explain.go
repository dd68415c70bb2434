package rights

// Sentence is what one gate says, in words.
type Sentence struct {
	Gate    string `json:"gate"`
	OK      bool   `json:"ok"`
	Asked   bool   `json:"-"` // false: the question doesn't concern the gate
	Message string `json:"message"`
}
