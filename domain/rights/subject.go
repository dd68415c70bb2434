package rights

// Subject is the one whom a question is about, as its records and the time
// make it: the caller has computed what depends on the clock.
type Subject struct {
	Kind    Kind
	Status  Status
	Owner   bool     // the owner of the workspace
	Linked  bool     // to an employee record
	Options Option   // what is switched on
	Ways    Channels // how a person may come in
	Holds   Reach    // what it manages at least one of, whether its role makes use of it or not
	Role    *Role
	Below   *Role // the role that comes back after a temporary one, or nil
	Plan    *Plan // the workspace's
}

// Kind is what a member is.
type Kind uint8

const (
	Person      Kind = iota // signs in
	ServiceUser             // has API keys
)

// Status is where an account stands now.
type Status uint8

const (
	Active Status = iota
	Suspended
	Removed
	Ended // past its end date
)

// Option is a set of the switches of a member.
type Option uint8

const (
	MembersListOn Option = 1 << iota
	MessagesOn
	APIOn

	// DefaultOptions is what a new person has.
	DefaultOptions = MembersListOn | MessagesOn
)

var options = [...]struct{ name, title string }{
	{"members-list", "the Members List"}, // TimeTonic, Access to Workspace Members
	{"messages", "messaging"},            // TimeTonic, Access to Workspace Messaging
	{"api", "API access"},                // TimeTonic, API Access
}

// String is the name of a single option, such as "members-list".
func (o Option) String() string {
	for i := range options {
		if o == 1<<i {
			return options[i].name
		}
	}
	return ""
}

// Title is the option's name in a sentence, such as "the Members List".
func (o Option) Title() string {
	for i := range options {
		if o == 1<<i {
			return options[i].title
		}
	}
	return ""
}

// ParseOption reads the name of a single option.
func ParseOption(name string) (Option, bool) {
	for i := range options {
		if options[i].name == name {
			return 1 << i, true
		}
	}
	return 0, false
}

// Options lists the options one by one.
func Options() []Option { return []Option{MembersListOn, MessagesOn, APIOn} }

// Channels is a person's channel option (TimeTonic, Access to the Web
// Application). The zero value is the default.
type Channels uint8

const (
	WebAndMobile Channels = iota
	OnlyMobile
	OnlyWeb
)

var waysNames = [...]string{WebAndMobile: "web+mobile", OnlyMobile: "mobile", OnlyWeb: "web"}

// String is "mobile", "web+mobile" or "web".
func (c Channels) String() string { return waysNames[c] }

// ParseChannels reads what String writes.
func ParseChannels(text string) (Channels, bool) {
	i, ok := index(waysNames[:], text)
	return Channels(i), ok
}

// Includes tells whether a person with this option may come in by the
// channel. The console counts as web; the API isn't asked here.
func (c Channels) Includes(by Channel) bool {
	switch by {
	case Mobile:
		return c != OnlyWeb
	case Web, Console:
		return c != OnlyMobile
	}
	return true
}

// Channel is a way in.
type Channel uint8

const (
	Web Channel = iota
	Mobile
	Console // the terminal, and SSH
	API
)

var channelNames = [...]string{Web: "web", Mobile: "mobile", Console: "console", API: "api"}

// String is "web", "mobile", "console" or "api".
func (c Channel) String() string { return channelNames[c] }

// ParseChannel reads what String writes.
func ParseChannel(text string) (Channel, bool) {
	i, ok := index(channelNames[:], text)
	return Channel(i), ok
}

// DefaultChannel is the channel that a question means when it names none.
func DefaultChannel(k Kind) Channel {
	if k == ServiceUser {
		return API
	}
	return Web
}
