package main

import "errors"

// Exit codes.
const (
	exitFailed = 1 // something could not be checked
	exitUsage  = 2 // the command line or the configuration is wrong
	exitHeld   = 3 // something is to be reviewed or rejected
)

// An exitError is an error that knows how the program ends. Without an inner
// error all has been said already.
type exitError struct {
	code int
	err  error
}

func (e exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e exitError) Unwrap() error { return e.err }

// usage marks err as a fault of the command line or the configuration.
func usage(err error) error { return exitError{exitUsage, err} }

func exitCode(err error) int {
	var e exitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &e):
		return e.code
	}
	return exitFailed
}
