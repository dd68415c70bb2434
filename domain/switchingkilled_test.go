package domain_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"gatehouse/domain"
	"gatehouse/storage"
	"gatehouse/storage/bolt"
)

// switchingEnv tells the test that it is the process to be killed.
const switchingEnv = "GATEHOUSE_SWITCHING"

// A switch whose process was killed in the middle refuses everything until
// someone opens the workspace and finishes it, exactly.
func TestSwitchKilled(t *testing.T) {
	if os.Getenv(switchingEnv) != "" {
		switchUntilKilled(t)
	}
	child := exec.Command(os.Args[0], "-test.run=^TestSwitchKilled$")
	child.Env = append(os.Environ(), switchingEnv+"=1", "TMPDIR="+t.TempDir())
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	path, err := bufio.NewReader(out).ReadString('\n')
	must(t, err)
	must(t, child.Process.Kill())
	_ = child.Wait() // it was killed

	engine, err := bolt.Open(strings.TrimSpace(path), bolt.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, engine.Close()) })
	w := &world{t: t, store: storage.New(engine), clock: &clock{time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}}
	w.db = domain.NewDatabase(w.store, domain.World{Now: func() time.Time { return w.clock.Time }})
	w.ws, err = w.db.Workspace(bg, "acme")
	must(t, err)
	is(t, "phase", w.info().Switch.Phase, "members")
	roles := w.roles()
	if roles["manager"] == 0 || roles["user"] == 0 {
		t.Fatalf("it wasn't killed in the middle: %v", roles)
	}
	boss, err := w.ws.Local(bg, "")
	must(t, err)
	wants(t, got(boss.Summary(bg)), domain.Unavailable, "switching")
	wants(t, got(boss.ChangePlan(bg, domain.ChangePlan{Plan: "full"})), domain.Unavailable, "switching")
	wants(t, got(boss.SwitchModel(bg, domain.SwitchModel{Model: "timeneye"}, nil)), domain.Unavailable, "switching")
	wants(t, got(w.ws.Accept(bg, domain.Accept{Token: "gh8_inv_x"})), domain.Invalid, "")

	must(t, w.ws.FinishSwitch(bg))
	must(t, w.ws.FinishSwitch(bg))
	roles = w.roles()
	is(t, "user", roles["user"], switched)
	is(t, "all", roles["user"]+roles["admin"], switched+1)
	is(t, "model", w.info().Model, "timetonic")
	sum, err := boss.Summary(bg)
	must(t, err)
	is(t, "invitations", sum.Open, 1)
	choice, err := boss.Invitations(bg, "")
	must(t, err)
	is(t, "invited as", choice[0].Role, "user")
}

// switched is more than two commits take.
const switched = 2500

func switchUntilKilled(t *testing.T) {
	w := open(t, "mtime", "")
	for range switched / 500 {
		w.people(500, "manager")
	}
	must(t, got(w.boss().Invite(bg, domain.Invite{Email: "new@acme.test", Role: "manager"})))
	_, err := w.boss().SwitchModel(bg, domain.SwitchModel{Model: "timetonic"}, func(done, of int) {
		if done > 0 {
			fmt.Println(w.path)
			select {}
		}
	})
	t.Fatal("it wasn't killed:", err)
}

// roles counts members by the role that is written.
func (w *world) roles() map[string]int {
	out := map[string]int{}
	w.read(func(v domain.View) error {
		return add(v.MemberPages(), new(uint64), func(m domain.Member) uint64 { out[m.Role]++; return 0 })
	})
	return out
}

// Several who open the workspace at once finish a switch together, each step
// once.
func TestSwitchFinishedByMany(t *testing.T) {
	w := open(t, "mtime", "")
	w.people(500, "manager")
	for range switched/500 - 1 {
		w.people(500, "employee")
	}
	w.write(func(tx domain.Tx) error {
		info := w.info()
		info.Switch = domain.ModelSwitch{Model: "timetonic", Plan: "pro", Roles: []string{"employee=limited", "manager=user"}, Phase: "members"}
		return got(tx.Workspaces().Put(info))
	})
	seq := w.last()
	is(t, "finished", atOnce(4, func(int) error { return w.ws.FinishSwitch(bg) }), 4)
	is(t, "users", w.roles()["user"], 500)
	is(t, "limited", w.roles()["limited"], switched-500)
	is(t, "model", w.info().Model, "timetonic")
	is(t, "steps", len(w.events(seq)), 3+1) // nobody is invited
}
