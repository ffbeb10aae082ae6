package databasetest

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
)

// cluster is a PostgreSQL server of this test run alone: its socket lies in a
// folder of its own, and it listens nowhere else.
type cluster struct {
	bin, dir string
	err      error // why there is none
	schemas  atomic.Int64
}

var postgres cluster // started by Main

func (c *cluster) start() error {
	initdb, err := program("initdb")
	if err != nil {
		return err
	}
	if initdb, err = filepath.EvalSymlinks(initdb); err != nil {
		return err
	}
	c.bin = filepath.Dir(initdb)
	if c.dir, err = os.MkdirTemp("", "pg"); err != nil {
		return err
	}
	if os.Geteuid() == 0 { // as whom PostgreSQL refuses to run
		if out, err := exec.Command("chown", "postgres", c.dir).CombinedOutput(); err != nil {
			return fmt.Errorf("chown: %w: %s", err, out)
		}
	}
	data := filepath.Join(c.dir, "data")
	if err := c.run("initdb", "-D", data, "-A", "trust", "-U", "desk", "-E", "UTF8", "--locale=C", "--no-sync"); err != nil {
		return err
	}
	options := "-k " + c.dir + " -c listen_addresses='' -c fsync=off -c max_connections=200"
	return c.run("pg_ctl", "-D", data, "-w", "-l", filepath.Join(c.dir, "log"), "-o", options, "start")
}

// program finds what Debian keeps out of the PATH.
func program(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err == nil && len(found) == 0 {
		err = errors.New("PostgreSQL's " + name + " is missing; install Debian's package postgresql, as ./test.sh does")
	}
	if err != nil {
		return "", err
	}
	return slices.Max(found), nil
}

// run runs a program of PostgreSQL, and never as root.
func (c *cluster) run(name string, args ...string) error {
	args = append([]string{filepath.Join(c.bin, name)}, args...)
	if os.Geteuid() == 0 {
		args = append([]string{"setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"}, args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = c.dir
	out, err := os.CreateTemp("", "pg") // not a pipe, which the server would hold open
	if err != nil {
		return err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		text, _ := os.ReadFile(out.Name())
		return fmt.Errorf("%s: %w\n%s", name, err, bytes.TrimSpace(text))
	}
	return nil
}

func (c *cluster) stop() error {
	if c.dir == "" {
		return nil
	}
	var err error
	if c.err == nil {
		err = c.run("pg_ctl", "-D", filepath.Join(c.dir, "data"), "-m", "immediate", "stop")
	}
	return errors.Join(err, os.RemoveAll(c.dir))
}

// schema makes an empty database, in effect, and returns how to reach it.
func (c *cluster) schema(t *testing.T) string {
	t.Helper()
	if c.err != nil {
		t.Fatal(c.err)
	}
	name := fmt.Sprintf("s%d", c.schemas.Add(1))
	dsn := "host=" + c.dir + " user=desk dbname=postgres sslmode=disable"
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE SCHEMA " + name); err != nil {
		t.Fatal(err)
	}
	return dsn + " search_path=" + name
}
