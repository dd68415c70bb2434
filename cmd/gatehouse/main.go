// Gatehouse keeps the users and permissions of a workspace.
package main

import (
	"context"
	"os"

	"gatehouse/cmd/internal/app"
)

func main() {
	os.Exit(app.Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
