// Command dashboards writes the Grafana dashboards beside it.
//
//	boards.go, spam.go, … ──▶ grafana.go ──▶ *.json
//
// A board is described in a few words of our own, so that it can be read and
// changed; grafana.go turns it into what Grafana stores. Every query is about
// metrics of package metrics. The JSON is committed and a test compares it.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

//go:generate go run .

func main() {
	if err := write("."); err != nil {
		fmt.Fprintln(os.Stderr, "dashboards:", err)
		os.Exit(1)
	}
}

// write writes every board to folder.
func write(folder string) error {
	for _, b := range boards() {
		data, err := b.json()
		if err != nil {
			return fmt.Errorf("board %s: %w", b.name, err)
		}
		if err := os.WriteFile(filepath.Join(folder, b.name+".json"), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
