package rights

import (
	"math/bits"
	"slices"
)

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

	optionCount = iota

	// DefaultOptions is what a new person has, AllOptions what the owner has.
	DefaultOptions        = MembersListOn | MessagesOn
	AllOptions     Option = 1<<optionCount - 1
)

var options = [optionCount]struct{ name, noun, does string }{
	{"members-list", "the Members List", "sees the list of members"},     // TimeTonic, Access to Workspace Members
	{"messages", "messaging", "uses the workspace's messaging"},          // TimeTonic, Access to Workspace Messaging
	{"api", "API access", "calls the API, if role and plan have it too"}, // TimeTonic, API Access
}

// row is the place of a single option in the table of options.
func (o Option) row() int { return bits.TrailingZeros8(uint8(o)) % len(options) }

// String is the name of a single option, such as "members-list".
func (o Option) String() string { return options[o.row()].name }

// Noun is the option in a sentence, such as "the Members List".
func (o Option) Noun() string { return options[o.row()].noun }

// Does is what a member has while the option is on.
func (o Option) Does() string { return options[o.row()].does }

// Options lists the options one by one.
func Options() []Option {
	all := make([]Option, optionCount)
	for i := range options {
		all[i] = 1 << i
	}
	return all
}

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

// ChannelNames lists the ways in.
func ChannelNames() []string { return slices.Clone(channelNames[:]) }

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
