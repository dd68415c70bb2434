package rights_test

import (
	"testing"

	"gatehouse/domain/rights"
)

func BenchmarkDecide(b *testing.B) {
	m, _ := rights.FindModel("mtime")
	manager, _ := m.Role("manager")
	for _, c := range []struct {
		name string
		q    rights.Question
	}{
		{"scope", rights.Question{Right: rights.EmployeesManage, Subject: able(m, manager), On: rights.Target{Kind: rights.OnEmployee, Reach: rights.ByUnit}}},
		{"api", rights.Question{Right: rights.DataRead, Channel: rights.API, Subject: able(m, m.Roles[1]), On: rights.Target{Kind: rights.OnMember}}},
		{"giving", rights.Question{Right: rights.MembersRole, Subject: able(m, m.Roles[1]), On: rights.Target{Kind: rights.OnMember, Rank: 200}, Giving: manager}},
		{"refused", rights.Question{Right: rights.ProjectsManage, Subject: able(m, m.Roles[3]), On: rights.Target{Kind: rights.OnProject}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if d := m.Decide(&c.q); d.Allowed == (c.name == "refused") {
					b.Fatal(d)
				}
			}
		})
	}
}
