package demo

import "math/rand/v2"

// known are the people that the documentation's examples are about.
func known() []Person {
	const day = 24 * 60
	const engineering, sales, design = 0, 5, 9
	return []Person{
		{Name: "Ada Lovelace", Email: "ada@acme.test", RoleHint: "owner", HasEmployee: true, Number: "0001", Unit: engineering, Linked: true, JoinedDaysAgo: 3000, LastSeenMinutesAgo: 0},
		{Name: "Grace Hopper", Email: "grace@acme.test", RoleHint: "manager", HasEmployee: true, Number: "0042", Unit: engineering, Linked: true, JoinedDaysAgo: 980, LastSeenMinutesAgo: 0},
		{Name: "Hana Kim", Email: "hana@acme.test", RoleHint: "employee", HasEmployee: true, Number: "0051", Unit: engineering, Linked: true, JoinedDaysAgo: 640, LastSeenMinutesAgo: 3 * day},
		{Name: "Ivan Petrov", Email: "ivan@acme.test", RoleHint: "developer", HasEmployee: true, Number: "0064", Unit: NoUnit, Linked: true, JoinedDaysAgo: 410, LastSeenMinutesAgo: 10 * day},
		{Name: "Jo Müller", Email: "jo@acme.test", RoleHint: "employee", HasEmployee: true, Number: "0077", Unit: sales, Linked: true, JoinedDaysAgo: 1210, LastSeenMinutesAgo: 52 * day},
		{Name: "李小龍", Email: "xiaolong@acme.test", RoleHint: "employee", HasEmployee: true, Number: "0088", Unit: design, Linked: true, JoinedDaysAgo: 300, LastSeenMinutesAgo: 5},
		// An Admin who can't see the Timesheet menu until someone links the record that waits for him.
		{Name: "Bo Nakamura", Email: "bo@acme.test", RoleHint: "admin", HasEmployee: true, Number: "0117", Unit: design, JoinedDaysAgo: 980, LastSeenMinutesAgo: 40},
		{Name: "Adaeze Okafor", Email: "adaeze@acme.test", RoleHint: "admin", Unit: NoUnit, JoinedDaysAgo: 760, LastSeenMinutesAgo: 2 * 60},
	}
}

// Unit is one of the demo workspace's org units.
type Unit struct {
	Name   string
	Parent int // an index into Units, always a smaller one; NoUnit at the top
	share  int // how many of 100 people belong to it
}

// Units is the tree of org units, parents before their children.
func Units() []Unit {
	return []Unit{
		0:  {"Engineering", NoUnit, 8},
		1:  {"Compilers", 0, 12},
		2:  {"Platform", 0, 14},
		3:  {"Quality", 0, 8},
		4:  {"Security", 0, 6},
		5:  {"Sales", NoUnit, 6},
		6:  {"Europe", 5, 10},
		7:  {"Asia Pacific", 5, 8},
		8:  {"Americas", 5, 8},
		9:  {"Design", NoUnit, 6},
		10: {"Research", 9, 4},
		11: {"People", NoUnit, 4},
		12: {"Finance", NoUnit, 4},
		13: {"Payroll", 12, 2},
	}
}

// unit draws one of the units by its share.
func unit(draw *rand.Rand, units []Unit) int {
	x := draw.IntN(100)
	for i, u := range units {
		if x -= u.share; x < 0 {
			return i
		}
	}
	return NoUnit
}
