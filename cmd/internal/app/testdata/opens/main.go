// Opens links what gatehouse links, and only opens and closes a database: what
// a command costs beyond that is measured against it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"gatehouse/cmd/internal/app"
)

func main() {
	if len(os.Args) != 2 { // never so in the benchmark; it keeps all of gatehouse linked
		os.Exit(app.Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	o, err := app.Open(context.Background(), app.Files{DB: os.Args[1]})
	if err == nil {
		err = errors.Join(err, o.Close())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
