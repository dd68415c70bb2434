package cli

import (
	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

var keyColumns = []column[object.Key]{
	{"id", func(k object.Key) string { return k.ID }},
	{"name", func(k object.Key) string { return k.Name }},
	{"service user", func(k object.Key) string { return k.ServiceUser }},
	{"status", func(k object.Key) string { return k.Status }},
	{"created by", func(k object.Key) string { return k.CreatedBy }},
	{"expires", func(k object.Key) string { return orElse(k.ExpiresAt, "never") }},
	{"last used", func(k object.Key) string { return orDash(k.LastUsedAt) }},
}

// shownKey is a key as it is shown.
func (r *run) shownKey(k domain.Key) (object.Key, error) {
	l, err := r.ShownKey(r, k)
	return object.OfKey(l), err
}

func keys(p *Program) *cobra.Command {
	return group("keys", "Keys with which service users call the API", p.keysList(), p.keysCreate(), p.keysRotate(), p.keysRevoke(), p.keysVerify(), p.keysClaim())
}

func (p *Program) keysList() *cobra.Command {
	var l listing
	c := &cobra.Command{
		Use: "list [SERVICE-USER]", Short: "List keys, the newest first", Args: rangeArgs(0, 1), ValidArgsFunction: p.completeServiceUsers,
		RunE: p.run(func(r *run) error {
			var of domain.Ref
			if len(r.args) == 1 {
				var err error
				if of, err = r.asked(r.args[0]); err != nil {
					return err
				}
			}
			all, err := r.Keys(r, of)
			if err != nil {
				return err
			}
			return printList(r.Program, l, object.List(all, object.OfKey), keyColumns)
		}),
	}
	l.flags(c)
	return c
}

func (p *Program) keysCreate() *cobra.Command {
	var name, expires string
	c := &cobra.Command{
		Use: "create SERVICE-USER --name NAME", Short: "Make a key; prints its secret, this once", Args: exactArgs(1), ValidArgsFunction: p.completeServiceUsers,
		Example: "  gatehouse keys create nightly --name backups --expires 30d\n  gatehouse keys create nightly --name ci | gatehouse keys verify",
		RunE: p.run(func(r *run) error {
			of, err := r.meant(r.args[0])
			if err != nil {
				return err
			}
			create := domain.CreateKey{ServiceUser: of, Name: name, Never: expires == "never"}
			if create.Expires, err = r.endOrNever(orElse(expires, "never")); err != nil {
				return err
			}
			return r.printFresh(r.CreateKey(r, create))
		}),
	}
	c.Flags().StringVar(&name, "name", "", "what the key is for, a `name`")
	c.Flags().StringVar(&expires, "expires", "", "a `TIME` such as 30d, or never (default 90d)")
	required(c, "name")
	return c
}

func (p *Program) keysRotate() *cobra.Command {
	var overlap string
	c := &cobra.Command{
		Use: "rotate ID", Short: "Make a successor; the old key goes on for the overlap", Args: exactArgs(1), ValidArgsFunction: p.completeKeys,
		RunE: p.run(func(r *run) error {
			rotate := domain.RotateKey{Key: domain.Ref(r.args[0])}
			if overlap != "" {
				span, err := domain.ParseSpan(overlap)
				if err != nil {
					return err
				}
				rotate.Overlap = &span
			}
			return r.printFresh(r.RotateKey(r, rotate))
		}),
	}
	c.Flags().StringVar(&overlap, "overlap", "", "how long both keys work, such as 2h or 0s (default 24h)")
	return c
}

// printFresh prints a key just made. Without JSON the secret stands alone on
// standard output, so that it can be piped to where it is kept.
func (r *run) printFresh(fresh domain.FreshKey, err error) error {
	if err != nil {
		return err
	}
	k := object.OfKey(fresh.ListedKey)
	if r.flags.JSON {
		k.Secret = fresh.Secret.Reveal()
		return r.printJSON(k)
	}
	ends := "never expires"
	if k.ExpiresAt != "" {
		ends = "expires " + k.ExpiresAt
	}
	println(r.Program.Err, "key "+k.ID+" ("+k.Name+") of "+k.ServiceUser+" "+ends+"; its secret is shown this once")
	return r.printRaw(fresh.Secret.Reveal() + "\n")
}

func (p *Program) keysRevoke() *cobra.Command {
	return &cobra.Command{
		Use: "revoke ID", Short: "Stop a key at its next use", Args: exactArgs(1), ValidArgsFunction: p.completeKeys,
		RunE: p.run(func(r *run) error {
			return one(r, keyColumns, func() (object.Key, error) {
				k, err := r.RevokeKey(r, domain.RevokeKey{Key: domain.Ref(r.args[0])})
				if err != nil {
					return object.Key{}, err
				}
				return r.shownKey(k)
			})
		}),
	}
}

func (p *Program) keysClaim() *cobra.Command {
	return &cobra.Command{
		Use: "claim TICKET", Short: "Print a key that you have just made on a screen; once, within 10 minutes", Args: exactArgs(1), ValidArgsFunction: words(),
		Long:    "The screen that shows a fresh key shows a ticket for it too. Whoever made the key fetches it with that\nwhere it is needed, once, as long as the process lives that made it.",
		Example: "  ssh acme@gate.example.com keys claim 7Q2M-KX > key.txt",
		RunE:    p.run(func(r *run) error { return r.printFresh(r.Claim(r, r.args[0])) }),
	}
}

func (p *Program) keysVerify() *cobra.Command {
	return &cobra.Command{
		Use: "verify", Short: "Is the key on standard input valid? Exit 0 for yes, 4 for no", Args: noArgs,
		Long:    "Reads a key from standard input and nowhere else, so that it stays out of the shell's history.\nIt may stand in a line of something else, such as KEY=gh8_sk_… of a settings file.",
		Example: "  gatehouse keys verify < key.txt",
		RunE: p.run(func(r *run) error {
			text, err := r.secret("key")
			if err != nil {
				return err
			}
			v, err := r.VerifyKeyIn(r, text)
			if err != nil {
				return err
			}
			if v.Known {
				if err := one(r, keyColumns, func() (object.Key, error) { return r.shownKey(v.Key) }); err != nil {
					return err
				}
			}
			if !v.Valid {
				return domain.Errorf(domain.Denied, "not_valid", "not valid: %s", v.Reason)
			}
			return nil
		}),
	}
}
