package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestASlowDecisionOfTheServiceIsRecorded(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "flight")
	s := startService(t, "--config", put(t, dir, "presscheck.yaml", "flight:\n  threshold: 1ns\n  directory: "+folder+"\n"))
	s.post(t, "/v1/check", "text/plain", glossed)
	if code := s.stop(); code != 0 || !strings.Contains(s.log.String(), `"a slow decision is recorded","request_id":"`) {
		t.Errorf("exit code %d, log:\n%s", code, s.log)
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 1 {
		t.Errorf("folder = %v, %v, want one recording", files, err)
	}
}

func TestAFolderThatRecordingsCannotGoToIsNamed(t *testing.T) {
	dir := t.TempDir()
	config := put(t, dir, "presscheck.yaml", "flight:\n  threshold: 1s\n  directory: "+put(t, dir, "file", "")+"\n")
	var log strings.Builder
	if code := run(t.Context(), []string{"serve", "--config", config}, streams{nil, &log, &log}, nil); code != exitUsage || !strings.Contains(log.String(), "flight.directory: ") {
		t.Errorf("exit code %d: %s", code, &log)
	}
}
