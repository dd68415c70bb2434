package domain_test

import (
	"fmt"

	"gatehouse/domain"
	"gatehouse/domain/rights"
)

// stage is what commands are tried on: fresh records of every kind, all in the
// unit Design, so that each try finds what no other has touched.
type stage struct {
	w         *world
	unit      domain.Unit
	members   []domain.Member
	suspended []domain.Member
	removed   []domain.Member
	services  []domain.Member
	linked    []domain.Member
	free      []domain.Employee
	units     []domain.Unit
	groups    []domain.Group
	projects  []domain.Project
	invited   []domain.Invitation
	keys      []domain.Key
	roles     []domain.CustomRole
	logins    []domain.Login
	hooks     []domain.Webhook
	told      []domain.Message
}

// removeRate takes out a rate that someone has.
func (s *stage) removeRate(by *domain.Session, kind domain.RateKind) error {
	m := take(&s.members)
	r := domain.Rate{ID: domain.NewID(s.w.rand), Member: m.ID, Kind: kind, From: "2026-03-01", Amount: 8000, Currency: "EUR"}
	s.w.write(func(tx domain.Tx) error {
		if id, err := tx.Find(domain.UniqueRate, domain.RateKey(&r)); id != "" || err != nil {
			return err // tried before
		}
		return got(tx.Rates().Put(r))
	})
	return got(by.RemoveRate(bg, domain.RemoveRate{Member: ref(m), Kind: kind, From: r.From}))
}

// take gives the next one.
func take[T any](pool *[]T) T {
	next := (*pool)[0]
	*pool = (*pool)[1:]
	return next
}

// stage sets a stage in a few commits.
func (w *world) stage(unit domain.Unit) *stage {
	w.t.Helper()
	s := &stage{w: w, unit: unit}
	in := func(people []domain.Member) []domain.Member {
		w.employed(unit.ID, people...)
		for i := range people {
			people[i] = w.member(people[i].ID)
		}
		return people
	}
	ordinary := w.model.Ordinary
	s.members = w.people(17, ordinary)
	s.linked = in(w.people(6, ordinary))
	s.suspended = in(w.people(4, ordinary, func(m *domain.Member) { m.SuspendedAt = w.clock.Time }))
	s.removed = in(w.people(4, ordinary, func(m *domain.Member) { m.RemovedAt = w.clock.Time }))
	s.services = w.people(12, ordinary, service, func(m *domain.Member) { m.MadeBy = w.owner.ID })
	w.write(func(tx domain.Tx) error {
		for i := range 7 {
			w.made++
			name, id := fmt.Sprintf("thing %04d", w.made), func() domain.ID { return domain.NewID(w.rand) }
			e, err := tx.Employees().Put(domain.Employee{ID: id(), Number: name, Name: name, Unit: unit.ID})
			if err != nil {
				return err
			}
			u, err := tx.Units().Put(domain.Unit{ID: id(), Name: name})
			if err != nil {
				return err
			}
			g, err := tx.Groups().Put(domain.Group{ID: id(), Name: name})
			if err != nil {
				return err
			}
			p, err := tx.Projects().Put(domain.Project{ID: id(), Name: name})
			if err != nil {
				return err
			}
			v, err := tx.Invitations().Put(domain.Invitation{
				ID: id(), Email: fmt.Sprintf("i%04d@acme.test", w.made), Role: ordinary, InvitedBy: w.owner.ID,
				SentAt: w.clock.Time, ExpiresAt: w.clock.Add(domain.InvitationLasts), Token: domain.ID(fmt.Sprintf("token%07d", w.made)), MAC: []byte("mac"),
			})
			if err != nil {
				return err
			}
			k, err := tx.Keys().Put(domain.Key{
				ID: domain.ID(fmt.Sprintf("key%09d", w.made)), ServiceUser: s.services[i].ID, Name: name, MAC: []byte("mac"),
				CreatedAt: w.clock.Time, CreatedBy: w.owner.ID, ExpiresAt: w.clock.Add(domain.KeyLasts),
			})
			if err != nil {
				return err
			}
			h, err := tx.Webhooks().Put(domain.Webhook{ID: id(), URL: "https://example.com/hook", CreatedBy: w.owner.ID})
			if err != nil {
				return err
			}
			s.hooks = append(s.hooks, h)
			d, err := tx.Messages().Put(domain.Message{ID: id(), Kind: domain.ByWebhook, Hook: h.ID, Status: domain.MessageFailed})
			if err != nil {
				return err
			}
			s.told = append(s.told, d)
			r, err := tx.Roles().Put(domain.CustomRole{ID: id(), Name: name, From: ordinary, Rank: 1, Rights: []string{"workspace.view:w"}})
			if err != nil {
				return err
			}
			l, err := tx.Logins().Put(domain.Login{ID: domain.ID(fmt.Sprintf("SHA256:%043d", w.made)), Member: s.members[0].ID, AddedAt: w.clock.Time})
			if err != nil {
				return err
			}
			s.roles, s.logins = append(s.roles, r), append(s.logins, l)
			s.free, s.units, s.groups = append(s.free, e), append(s.units, u), append(s.groups, g)
			s.projects, s.invited, s.keys = append(s.projects, p), append(s.invited, v), append(s.keys, k)
		}
		return nil
	})
	s.services = s.services[6:]
	return s
}

// command is one use case with what it needs, from the table at the end of the
// manual's page on rights, written out a second time.
type command struct {
	name   string // the method
	rights []rights.Right
	on     string // member, service, record, or nothing
	giving string // a role; "ordinary" is the model's
	takes  bool   // taking away, which a plan never stops
	do     func(*stage, *domain.Session) error
}

func with(r ...rights.Right) []rights.Right { return r }

// commands that change something and that a role lets one make.
var commands = []command{
	{"ChangeRole", with(rights.MembersRole), "member", "ordinary", false, func(st *stage, s *domain.Session) error {
		return got(s.ChangeRole(bg, domain.ChangeRole{Member: ref(take(&st.members)), Role: st.w.model.Ordinary, Until: st.w.clock.AddDate(0, 0, 1)}))
	}},
	{"Make", with(rights.MembersSuspend), "member", "", true, func(st *stage, s *domain.Session) error {
		return got(s.Make(bg, domain.Suspend{Member: ref(take(&st.members))}))
	}},
	{"Suspend", with(rights.MembersSuspend), "member", "", true, func(st *stage, s *domain.Session) error {
		return got(s.Suspend(bg, domain.Suspend{Member: ref(take(&st.linked)), Reason: "why"}))
	}},
	{"Reactivate", with(rights.MembersSuspend), "member", "", false, func(st *stage, s *domain.Session) error {
		return got(s.Reactivate(bg, domain.Reactivate{Member: ref(take(&st.suspended))}))
	}},
	{"Remove", with(rights.MembersRemove), "member", "", true, func(st *stage, s *domain.Session) error {
		return got(s.Remove(bg, domain.Remove{Member: ref(take(&st.linked))}))
	}},
	{"Restore", with(rights.MembersRemove), "member", "ordinary", false, func(st *stage, s *domain.Session) error {
		return got(s.Restore(bg, domain.Restore{Member: ref(take(&st.removed))}))
	}},
	{"Expire", with(rights.MembersSuspend), "member", "", false, func(st *stage, s *domain.Session) error {
		return got(s.Expire(bg, domain.Expire{Member: ref(take(&st.linked)), At: st.w.clock.AddDate(0, 1, 0)}))
	}},
	{"Rename", with(rights.MembersRole), "member", "", false, func(st *stage, s *domain.Session) error {
		return got(s.Rename(bg, domain.Rename{Member: ref(take(&st.linked)), Name: to("Another")}))
	}},
	{"SetOptions", with(rights.MembersOptions), "member", "", false, func(st *stage, s *domain.Session) error {
		return got(s.SetOptions(bg, domain.SetOptions{Member: ref(take(&st.members)), Messages: to(false)}))
	}},
	{"Link", with(rights.MembersLink), "member", "", false, func(st *stage, s *domain.Session) error {
		return got(s.Link(bg, domain.Link{Member: ref(take(&st.members)), Employee: domain.Ref(take(&st.free).ID)}))
	}},
	{"Unlink", with(rights.MembersLink), "member", "", false, func(st *stage, s *domain.Session) error {
		return got(s.Unlink(bg, domain.Unlink{Member: ref(take(&st.linked))}))
	}},
	{"Invite", with(rights.MembersInvite), "", "ordinary", false, func(st *stage, s *domain.Session) error {
		st.w.made++
		return got(s.Invite(bg, domain.Invite{Email: "new" + take(&st.invited).Email, Role: st.w.model.Ordinary}))
	}},
	{"Resend", with(rights.MembersInvite), "", "ordinary", false, func(st *stage, s *domain.Session) error {
		return got(s.Resend(bg, domain.Resend{Invitation: domain.Ref(take(&st.invited).ID)}))
	}},
	{"Revoke", with(rights.MembersInvite), "", "", true, func(st *stage, s *domain.Session) error {
		return got(s.Revoke(bg, domain.Revoke{Invitation: domain.Ref(take(&st.invited).ID)}))
	}},
	{"CreateServiceUser", with(rights.ServiceUsersManage), "", "ordinary", false, func(st *stage, s *domain.Session) error {
		return got(s.CreateServiceUser(bg, domain.CreateServiceUser{Name: "new " + take(&st.groups).Name, Role: st.w.model.Ordinary}))
	}},
	{"CreateKey", with(rights.APIKeysManage), "service", "ordinary", false, func(st *stage, s *domain.Session) error {
		return got(s.CreateKey(bg, domain.CreateKey{ServiceUser: ref(take(&st.services)), Name: "ci"}))
	}},
	{"RotateKey", with(rights.APIKeysManage), "service", "ordinary", false, func(st *stage, s *domain.Session) error {
		return got(s.RotateKey(bg, domain.RotateKey{Key: domain.Ref(take(&st.keys).ID)}))
	}},
	{"RevokeKey", with(rights.APIKeysManage), "service", "", true, func(st *stage, s *domain.Session) error {
		return got(s.RevokeKey(bg, domain.RevokeKey{Key: domain.Ref(take(&st.keys).ID)}))
	}},
	{"AddEmployee", with(rights.EmployeesManage), "unit", "", false, func(st *stage, s *domain.Session) error {
		return got(s.AddEmployee(bg, domain.AddEmployee{Number: "new " + take(&st.free).Number, Name: "New", Unit: domain.Ref(st.unit.ID)}))
	}},
	{"EditEmployee", with(rights.EmployeesManage), "record", "", false, func(st *stage, s *domain.Session) error {
		return got(s.EditEmployee(bg, domain.EditEmployee{Employee: domain.Ref(take(&st.free).ID), Name: to("Another")}))
	}},
	{"RemoveEmployee", with(rights.EmployeesManage), "record", "", false, func(st *stage, s *domain.Session) error {
		return got(s.RemoveEmployee(bg, domain.RemoveEmployee{Employee: domain.Ref(take(&st.free).ID)}))
	}},
	{"ImportEmployees", with(rights.EmployeesManage), "any", "", false, func(st *stage, s *domain.Session) error {
		return got(s.ImportEmployees(bg, domain.ImportEmployees{Rows: []domain.EmployeeRow{{Line: 1, Number: take(&st.free).Number, Name: "Imported"}}}))
	}},
	{"AddUnit", with(rights.UnitsManage), "", "", false, func(st *stage, s *domain.Session) error {
		return got(s.AddUnit(bg, domain.AddUnit{Name: "new " + take(&st.units).Name}))
	}},
	{"RemoveUnit", with(rights.UnitsManage), "", "", false, func(st *stage, s *domain.Session) error {
		return got(s.RemoveUnit(bg, domain.RemoveUnit{Unit: domain.Ref(take(&st.units).ID)}))
	}},
	{"ManageUnit", with(rights.UnitsManage), "", "", false, func(st *stage, s *domain.Session) error {
		return got(s.ManageUnit(bg, domain.ManageUnit{Unit: domain.Ref(take(&st.units).ID), Member: ref(take(&st.members))}))
	}},
	{"EditUnit", with(rights.UnitsManage), "", "", false, func(st *stage, s *domain.Session) error {
		return got(s.EditUnit(bg, domain.EditUnit{Unit: domain.Ref(take(&st.units).ID), Parent: to(domain.Ref(st.unit.ID))}))
	}},
	{"EditGroup", with(rights.GroupsManage), "", "", false, func(st *stage, s *domain.Session) error {
		g := take(&st.groups)
		return got(s.EditGroup(bg, domain.EditGroup{Group: domain.Ref(g.ID), Name: to("new " + g.Name), Parent: to(domain.Ref(""))}))
	}},
	{"EditProject", with(rights.ProjectsManage), "", "", false, func(st *stage, s *domain.Session) error {
		p := take(&st.projects)
		return got(s.EditProject(bg, domain.EditProject{Project: domain.Ref(p.ID), Name: to("new " + p.Name)}))
	}},
	{"AddGroup", with(rights.GroupsManage), "", "", false, func(st *stage, s *domain.Session) error {
		return got(s.AddGroup(bg, domain.AddGroup{Name: "new " + take(&st.groups).Name}))
	}},
	{"ArchiveGroup", with(rights.GroupsManage), "", "", false, func(st *stage, s *domain.Session) error {
		return got(s.ArchiveGroup(bg, domain.ArchiveGroup{Group: domain.Ref(take(&st.groups).ID)}))
	}},
	{"StaffGroup", with(rights.RolesAssign), "", "group-manager", false, func(st *stage, s *domain.Session) error {
		return got(s.StaffGroup(bg, domain.StaffGroup{Group: domain.Ref(take(&st.groups).ID), Member: ref(take(&st.members)), Manager: true}))
	}},
	{"AddProject", with(rights.ProjectsCreate), "", "", false, func(st *stage, s *domain.Session) error {
		return got(s.AddProject(bg, domain.AddProject{Name: "new " + take(&st.projects).Name}))
	}},
	{"ArchiveProject", with(rights.ProjectsManage), "", "", false, func(st *stage, s *domain.Session) error {
		return got(s.ArchiveProject(bg, domain.ArchiveProject{Project: domain.Ref(take(&st.projects).ID)}))
	}},
	{"StaffProject", with(rights.ProjectsManage), "", "", false, func(st *stage, s *domain.Session) error {
		return got(s.StaffProject(bg, domain.StaffProject{Project: domain.Ref(take(&st.projects).ID), Member: ref(take(&st.members))}))
	}},
	{"StaffProject", with(rights.RolesAssign), "", "project-manager", false, func(st *stage, s *domain.Session) error {
		return got(s.StaffProject(bg, domain.StaffProject{Project: domain.Ref(take(&st.projects).ID), Member: ref(take(&st.members)), Manager: true}))
	}},
	{"SetRate", with(rights.MembersRate), "member", "", false, func(st *stage, s *domain.Session) error {
		return got(s.SetRate(bg, domain.SetRate{Member: ref(take(&st.members)), Hourly: "80.00", Currency: "EUR"}))
	}},
	{"SetRate", with(rights.MembersCost), "member", "", false, func(st *stage, s *domain.Session) error {
		return got(s.SetRate(bg, domain.SetRate{Member: ref(take(&st.members)), Cost: "45.00", Currency: "EUR"}))
	}},
	{"RemoveRate", with(rights.MembersRate), "member", "", false, func(st *stage, s *domain.Session) error {
		return st.removeRate(s, domain.HourlyRate)
	}},
	{"RemoveRate", with(rights.MembersCost), "member", "", false, func(st *stage, s *domain.Session) error {
		return st.removeRate(s, domain.HourlyCost)
	}},
	{"AddLogin", with(rights.MembersLogins), "member", "ordinary", false, func(st *stage, s *domain.Session) error {
		return got(s.AddLogin(bg, domain.AddLogin{Member: ref(take(&st.members)), Key: st.w.sshKey()}))
	}},
	{"RemoveLogin", with(rights.MembersLogins), "member", "", true, func(st *stage, s *domain.Session) error {
		l := take(&st.logins)
		return got(s.RemoveLogin(bg, domain.RemoveLogin{Member: domain.Ref(l.Member), Fingerprint: string(l.ID)}))
	}},
	{"InviteLogin", with(rights.MembersLogins), "member", "ordinary", false, func(st *stage, s *domain.Session) error {
		return got(s.InviteLogin(bg, domain.InviteLogin{Member: ref(take(&st.members))}))
	}},
	{"AddTime", with(rights.ProjectsManage), "", "", false, func(st *stage, s *domain.Session) error {
		return got(s.AddTime(bg, domain.AddTime{Project: domain.Ref(take(&st.projects).ID), Member: ref(take(&st.members)), Date: "2026-03-01", Minutes: 90}))
	}},
	{"RemoveTime", with(rights.ProjectsManage), "", "", false, func(st *stage, s *domain.Session) error {
		e := domain.TimeEntry{ID: domain.NewID(st.w.rand), Project: take(&st.projects).ID, Member: take(&st.members).ID, Date: "2026-02-28", Minutes: 5}
		st.w.write(func(tx domain.Tx) error { return got(tx.Time().Put(e)) })
		return got(s.RemoveTime(bg, domain.RemoveTime{Entry: domain.Ref(e.ID)}))
	}},
	{"ImportTime", with(rights.DataImport), "", "", false, func(st *stage, s *domain.Session) error {
		return got(s.ImportTime(bg, domain.ImportTime{Rows: []domain.TimeRow{{Line: 2, Project: "none", Member: "none", Date: "2026-03-01", Minutes: 90}}}))
	}},
	{"RenameWorkspace", with(rights.WorkspaceSettings), "", "", false, func(st *stage, s *domain.Session) error {
		st.w.made++
		return got(s.RenameWorkspace(bg, domain.RenameWorkspace{Name: to(fmt.Sprint("Acme ", st.w.made))}))
	}},
	{"TestMail", with(rights.WorkspaceSettings), "", "", false, func(_ *stage, s *domain.Session) error {
		return got(s.TestMail(bg, domain.TestMail{To: "someone@acme.test"}))
	}},
	{"RetryMail", with(rights.WorkspaceSettings), "", "", false, func(_ *stage, s *domain.Session) error {
		return got(s.RetryMail(bg))
	}},
	{"AddWebhook", with(rights.WorkspaceSettings), "", "", false, func(_ *stage, s *domain.Session) error {
		return got(s.AddWebhook(bg, domain.AddWebhook{URL: "https://example.com/hook"}))
	}},
	{"RetryDelivery", with(rights.WorkspaceSettings), "", "", false, func(st *stage, s *domain.Session) error {
		return got(s.RetryDelivery(bg, take(&st.told).ID))
	}},
	{"RemoveWebhook", with(rights.WorkspaceSettings), "", "", true, func(st *stage, s *domain.Session) error {
		return got(s.RemoveWebhook(bg, domain.RemoveWebhook{Webhook: domain.Ref(take(&st.hooks).ID)}))
	}},
	{"ChangePlan", with(rights.WorkspaceBilling), "", "", false, func(st *stage, s *domain.Session) error {
		return got(s.ChangePlan(bg, domain.ChangePlan{Plan: st.w.model.Plans[len(st.w.model.Plans)-1].Name}))
	}},
	{"Transfer", with(rights.WorkspaceTransfer), "", "", false, func(st *stage, s *domain.Session) error {
		return got(s.Transfer(bg, domain.Transfer{To: ref(st.members[0])}))
	}},
	{"Import", with(rights.MembersInvite, rights.MembersRole, rights.DataImport), "", "", false, func(st *stage, s *domain.Session) error {
		return got(s.Import(bg, domain.Import{Roster: domain.Roster{People: []domain.RosterPerson{{Line: 1, Email: "imported" + take(&st.invited).Email}}}}))
	}},
	{"Apply", with(rights.AccessAsk, rights.MembersOptions), "member", "", false, func(st *stage, s *domain.Session) error {
		m := take(&st.members)
		st.w.write(func(tx domain.Tx) error { m.Options = 0; return got(tx.Members().Put(m)) })
		return got(s.Apply(bg, domain.Question{Subject: ref(m), Right: "messages.use"}))
	}},
	{"CreateRole", with(rights.RolesManage), "", "ordinary", false, func(st *stage, s *domain.Session) error {
		return got(s.CreateRole(bg, domain.RoleDraft{Name: "new " + take(&st.roles).Name, From: st.w.model.Ordinary}))
	}},
	{"EditRole", with(rights.RolesManage), "", "ordinary", false, func(st *stage, s *domain.Session) error {
		return got(s.EditRole(bg, domain.EditRole{Role: take(&st.roles).Name, Add: []string{"settings.personal"}}))
	}},
	{"DeleteRole", with(rights.RolesManage), "", "ordinary", true, func(st *stage, s *domain.Session) error {
		return got(s.DeleteRole(bg, domain.DeleteRole{Role: take(&st.roles).Name, ReplaceWith: st.w.model.Ordinary}, nil))
	}},
}
