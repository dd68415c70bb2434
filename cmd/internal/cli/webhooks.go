package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"gatehouse/cmd/internal/object"
	"gatehouse/domain"
)

var webhookColumns = []column[object.Webhook]{
	{"id", func(w object.Webhook) string { return w.ID }},
	{"url", func(w object.Webhook) string { return w.URL }},
	{"waiting", func(w object.Webhook) string { return strconv.Itoa(w.Waiting) }},
	{"created by", func(w object.Webhook) string { return w.CreatedBy }},
	{"created", func(w object.Webhook) string { return w.CreatedAt }},
}

var deliveryColumns = []column[object.Delivery]{
	{"id", func(d object.Delivery) string { return d.ID }},
	{"to", func(d object.Delivery) string { return d.To }},
	{"event", func(d object.Delivery) string { return d.Event }},
	{"status", func(d object.Delivery) string { return d.Status }},
	{"queued", func(d object.Delivery) string { return d.QueuedAt }},
	{"tries", func(d object.Delivery) string { return strconv.Itoa(d.Tries) }},
	{"next try", func(d object.Delivery) string { return orDash(d.NextTryAt) }},
	{"answer", func(d object.Delivery) string { return orDash(d.Answer) }},
}

func webhooks(p *Program) *cobra.Command {
	return group("webhooks", "URLs that hear of every change", p.webhooksList(), p.webhooksAdd(), p.webhooksRemove(), p.webhooksDeliveries(), p.webhooksRetry())
}

func (p *Program) webhooksList() *cobra.Command {
	var l listing
	c := &cobra.Command{
		Use: "list", Short: "List webhooks, with how many deliveries wait for each", Args: noArgs,
		RunE: p.run(func(r *run) error {
			all, err := r.Webhooks(r)
			if err != nil {
				return err
			}
			return printList(r.Program, l, object.List(all, object.OfWebhook), webhookColumns)
		}),
	}
	l.flags(c)
	return c
}

func (p *Program) webhooksAdd() *cobra.Command {
	return &cobra.Command{
		Use: "add URL", Short: "Have a URL hear of every change from now on; prints its signing secret, this once", Args: exactArgs(1), ValidArgsFunction: words(),
		Long:    "Each change is a POST, signed as Standard Webhooks say, with ids and no details: who hears of one asks the API.",
		Example: "  gatehouse webhooks add https://example.com/hooks/gatehouse > secret.txt",
		RunE: p.run(func(r *run) error {
			fresh, err := r.AddWebhook(r, domain.AddWebhook{URL: r.args[0]})
			if err != nil {
				return err
			}
			if !r.flags.JSON {
				println(r.Program.Err, "webhook "+string(fresh.ID)+" to "+fresh.URL+"; its signing secret is shown this once")
				return r.printRaw(fresh.Signing + "\n")
			}
			w := object.OfWebhook(fresh.ListedWebhook)
			w.Secret = fresh.Signing
			return r.printJSON(w)
		}),
	}
}

func (p *Program) webhooksRemove() *cobra.Command {
	return &cobra.Command{
		Use: "remove ID", Short: "Tell a URL nothing more; what waits for it isn't sent", Args: exactArgs(1), ValidArgsFunction: p.completeWebhooks,
		RunE: p.run(func(r *run) error {
			return one(r, webhookColumns, func() (object.Webhook, error) {
				l, err := r.RemoveWebhook(r, domain.RemoveWebhook{Webhook: domain.Ref(r.args[0])})
				return object.OfWebhook(l), err
			})
		}),
	}
}

func (p *Program) webhooksDeliveries() *cobra.Command {
	var l listing
	c := &cobra.Command{
		Use: "deliveries", Short: "List what waits and what was told in the last 30 days, the newest first", Args: noArgs,
		Example: "  gatehouse webhooks deliveries --limit 20\n  gatehouse webhooks deliveries --json --sort status",
		RunE: p.run(func(r *run) error {
			all, err := r.Deliveries(r)
			if err != nil {
				return err
			}
			return printList(r.Program, l, object.List(all, object.OfDelivery), deliveryColumns)
		}),
	}
	l.flags(c)
	return c
}

func (p *Program) webhooksRetry() *cobra.Command {
	return &cobra.Command{
		Use: "retry ID", Short: "Send a delivery again now, whether it arrived or not; its id stays the same", Args: exactArgs(1), ValidArgsFunction: p.completeDeliveries,
		RunE: p.run(func(r *run) error {
			return one(r, deliveryColumns, func() (object.Delivery, error) {
				m, err := r.RetryDelivery(r, domain.ID(r.args[0]))
				return object.OfDelivery(m), err
			})
		}),
	}
}

func (p *Program) completeWebhooks(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return p.fromSession(func(r *run, _ string) ([]string, error) {
		all, err := r.Webhooks(r)
		return offers(all, func(l domain.ListedWebhook) (string, string) { return string(l.ID), l.URL }), err
	})(cmd, args, begun)
}

func (p *Program) completeDeliveries(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return p.fromSession(func(r *run, _ string) ([]string, error) {
		all, err := r.Deliveries(r)
		all = all[:min(len(all), maxOffered)]
		return offers(all, func(m domain.Message) (string, string) {
			return string(m.ID), m.About + " to " + m.To + ", " + m.Status
		}), err
	})(cmd, args, begun)
}
