package httpapi

import "gatehouse/domain"

// health are the paths by which whoever runs the program asks how it is.
func (a *API) health() {
	a.handle("GET /livez", &route{open: true, do: func(c *call) error {
		c.text("ok\n")
		return nil
	}})
	a.handle("GET /readyz", &route{open: true, do: func(c *call) error {
		if err := a.ready(c.r.Context()); err != nil {
			a.config.Log.Warn("not ready", "err", domain.Clean(domain.Masked(err.Error())))
			return domain.Errorf(domain.Unavailable, "not_ready", "not ready; try again in a moment")
		}
		c.text("ok\n")
		return nil
	}})
}
