package object_test

import (
	"encoding/json"
	"io"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"gatehouse/cmd/internal/demo"
	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// TestObjectsObeyTheirSchemas: what the tags say of an object, which is what the
// OpenAPI document says, holds for all that there is in a demo workspace.
func TestObjectsObeyTheirSchemas(t *testing.T) {
	s := enter(t)
	ctx := t.Context()
	organisation(t, s)
	sending(t, s)

	members, err := s.Members(ctx, domain.MemberQuery{Limit: 500})
	obey(t, members.Rows, func(r domain.ListedRow) object.Member { return object.OfMember(r.Listed) }, err)
	removed, err := s.Members(ctx, domain.MemberQuery{Status: domain.StatusRemoved, Limit: 500})
	obey(t, removed.Rows, func(r domain.ListedRow) object.Member { return object.OfMember(r.Listed) }, err)
	exported, err := s.ExportMembers(ctx, domain.MemberQuery{Limit: 500})
	obey(t, exported.Rows, object.OfExported, err)
	events, err := s.Events(ctx, domain.EventQuery{Limit: 500})
	obey(t, events.Rows, ofRow(object.OfEvent), err)
	invitations, err := s.Invitations(ctx, "")
	obey(t, invitations, object.OfInvitation, err)
	keys, err := s.Keys(ctx, "")
	obey(t, keys, object.OfKey, err)
	roles, err := s.Roles(ctx)
	obey(t, roles, object.OfRole, err)
	who, err := s.Who(ctx, domain.WhoQuestion{Right: "members.view", On: "any"}, "", 50)
	obey(t, who.Rows, ofRow(object.OfWho), err)
	obey(t, domain.FindRights(""), object.OfEntry, nil)
	me, err := s.Me(ctx)
	obey(t, []domain.Me{me}, object.OfMe, err)
	summary, err := s.Summary(ctx)
	obey(t, []domain.Summary{summary}, object.OfWorkspace, err)

	for _, row := range members.Rows {
		card, err := s.Member(ctx, domain.Ref(row.ID))
		obey(t, []domain.Card{card}, object.OfCard, err)
		d, err := s.Check(ctx, domain.Question{Subject: domain.Ref(row.ID), Right: "data.export"})
		obey(t, []domain.Explanation{d}, object.OfDecision, err)
		c, err := s.Preview(ctx, domain.Suspend{Member: domain.Ref(row.ID)}) // the owner's is refused
		obey(t, []domain.Consequences{c}, object.OfConsequences, err)
		diff, err := s.DiffRole(ctx, domain.Ref(row.ID), "admin")
		obey(t, []domain.RightsDiff{diff}, object.OfDiff, err)
		rates, err := s.Rates(ctx, domain.Ref(row.ID))
		if err != nil || len(rates) > 0 {
			obey(t, rates, object.OfRate, err)
		}
	}
	_, err = s.Check(ctx, domain.Question{Subject: "nobody@acme.test", Right: "data.export"})
	obey(t, []error{err, io.ErrUnexpectedEOF}, object.OfError, nil)
}

// organisation looks at employees, units, groups, projects and what is worked on
// them.
func organisation(t *testing.T, s *domain.Session) {
	t.Helper()
	ctx := t.Context()
	employees, err := s.Employees(ctx, "")
	obey(t, employees, object.OfEmployee, err)
	units, err := s.Units(ctx)
	obey(t, units, object.OfUnit, err)
	groups, err := s.Groups(ctx)
	obey(t, groups, object.OfPlace, err)
	projects, err := s.Projects(ctx)
	obey(t, projects, object.OfPlace, err)
	times, err := s.Times(ctx, domain.TimeQuery{Limit: 100})
	obey(t, times.Rows, ofRow(object.OfTime), err)
	obey(t, times.Rows[:1], func(r domain.Row[domain.ListedTime]) object.Profit {
		earned, err := s.Profit(ctx, domain.ProfitQuery{Project: domain.Ref(r.Item.Project)})
		if err != nil || len(earned.Totals) == 0 {
			t.Errorf("%+v, %v", earned, err)
		}
		return object.OfProfit(earned)
	}, nil)
}

// sending looks at webhooks and messages.
func sending(t *testing.T, s *domain.Session) {
	t.Helper()
	ctx := t.Context()
	if _, err := s.AddWebhook(ctx, domain.AddWebhook{URL: "https://hooks.acme.test"}); err != nil {
		t.Fatal(err)
	}
	hooks, err := s.Webhooks(ctx)
	obey(t, hooks, object.OfWebhook, err)
	if _, err := s.Invite(ctx, domain.Invite{Email: "new@acme.test", Role: "employee"}); err != nil {
		t.Fatal(err)
	}
	mails, err := s.Mail(ctx)
	obey(t, mails, object.OfMessage, err)
	obey(t, mails, object.OfDelivery, nil)
}

// enter is the owner's session in a demo workspace.
func enter(t *testing.T) *domain.Session {
	t.Helper()
	engine, err := bolt.Create(filepath.Join(t.TempDir(), "demo.db"), bolt.Options{Program: "the test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = engine.Close() })
	store, random := storage.New(engine), rand.NewChaCha8([32]byte{1})
	pepper, err := domain.NewPepper(random)
	if err != nil {
		t.Fatal(err)
	}
	noon := time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	if _, err := demo.Make(t.Context(), store, demo.Options{Members: 60, Now: noon, Pepper: pepper, Secrets: random}); err != nil {
		t.Fatal(err)
	}
	world := domain.World{Now: func() time.Time { return noon }, Random: random, Pepper: pepper}
	db := domain.NewDatabase(store, world)
	db.SendsMail(true)
	w, err := db.Workspace(t.Context(), demo.Slug)
	if err != nil {
		t.Fatal(err)
	}
	s, err := w.Local(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ofRow[D, T any](object func(D) T) func(domain.Row[D]) T {
	return func(r domain.Row[D]) T { return object(r.Item) }
}

// obey makes the JSON of all and holds it against the schema of its type.
func obey[D, T any](t *testing.T, all []D, of func(D) T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Errorf("there is no %v to look at", reflect.TypeFor[T]())
	}
	schema := huma.NewModelValidator()
	for _, o := range object.List(all, of) {
		text, err := object.Encode(o, "", "")
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(text, &v); err != nil {
			t.Fatal(err)
		}
		for _, wrong := range schema.Validate(reflect.TypeFor[T](), v) {
			t.Errorf("%v: %v: %s", reflect.TypeFor[T](), wrong, text)
		}
	}
}
