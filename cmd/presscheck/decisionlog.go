package main

import (
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"strings"

	"github.com/presscheck/presscheck/configs"
	"github.com/presscheck/presscheck/decisionlog"
	"github.com/presscheck/presscheck/metrics"
)

// openDecisionLog is the configured decision log, or nil if there is none.
func openDecisionLog(c configs.DecisionLog, out io.Writer, m *metrics.Metrics, log *slog.Logger) (*decisionlog.Log, error) {
	o := decisionlog.Options{
		Whole:    c.Articles == "whole",
		Labels:   map[string]string{"app": "presscheck", "id": rand.Text(), "version": programVersion()},
		MaxQueue: int(c.MaxQueue),
		MaxBatch: int(c.MaxBatch),
		Delay:    c.Delay,
		Metrics:  m,
		Log:      log,
	}
	switch {
	case c.To == "":
		return nil, nil
	case c.To == "-":
		return decisionlog.ToWriter(out, o), nil
	case !strings.Contains(c.To, "://"):
		return decisionlog.ToFile(decisionlog.File{Name: c.To, MaxBytes: int64(c.MaxFile), Keep: c.KeepFiles}, o), nil
	}
	if u, err := url.Parse(c.To); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, fmt.Errorf(`decision_log.to is no URL that can be posted to; write for example https://example.org/logs, a path, or "-"`)
	}
	token, err := readToken("decision_log.token_file", c.TokenFile)
	if err != nil {
		return nil, err
	}
	return decisionlog.ToServer(c.To, token, nil, o), nil
}

// shortestAdminToken is in characters: 128 bits in hexadecimal.
const shortestAdminToken = 32

func adminToken(file string) (string, error) {
	token, err := readToken("server.admin_token_file", file)
	if err == nil && token != "" && len(token) < shortestAdminToken {
		return "", fmt.Errorf("server.admin_token_file: the token in %s is short; make one of at least %d characters, for example with openssl rand -hex 32", file, shortestAdminToken)
	}
	return token, err
}
