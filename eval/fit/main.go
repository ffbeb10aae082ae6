// Command fit takes the weights of a filter's score from labelled articles, so
// that no weight rests on taste.
//
//	labelled corpus ─collect─▶ examples: what each candidate block measures, foreign or not
//	examples, signs ─weights─▶ weights.csv of the filter
//
// A score is a prior plus the weighted measures of a candidate, and confidence
// its logistic. The weights are those of a logistic regression, found by
// coordinate descent (logistic.go). The same examples give the same weights; the
// examples in testdata are those that the committed weights come from, as
// README.md tells. They are numbers and hold no text.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
)

const usage = `usage: fit collect FILTER CORPUS... > examples.csv.gz
       fit weights WEIGHTS.csv EXAMPLES.csv.gz > new.csv`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "fit:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	switch {
	case len(args) >= 3 && args[0] == "collect":
		return collect(ctx, args[1], args[2:], out)
	case len(args) == 3 && args[0] == "weights":
		return refit(args[1], args[2], out)
	}
	return errors.New(usage)
}

// collect writes the examples that a filter finds in corpora.
func collect(ctx context.Context, filter string, corpora []string, out io.Writer) error {
	m, err := measurerOf(filter)
	if err != nil {
		return err
	}
	s := newSample(m.measures)
	if err := m.gatherFixtures(ctx, os.DirFS("filters/"+filter+"/testdata"), s); err != nil {
		return err
	}
	for _, folder := range corpora {
		if err := m.gather(ctx, folder, s); err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
	}
	return s.write(out)
}

// refit writes weights with the signs of those in a file, fitted on examples.
func refit(weightsName, examplesName string, out io.Writer) error {
	before, err := readFile(weightsName, readWeights)
	if err != nil {
		return err
	}
	s, err := readFile(examplesName, readSample)
	if err != nil {
		return err
	}
	after, err := fit(s, before)
	if err != nil {
		return fmt.Errorf("%s and %s: %w", weightsName, examplesName, err)
	}
	_, err = io.Copy(out, strings.NewReader(after.String()))
	return err
}

func readFile[T any](name string, read func(io.Reader) (T, error)) (T, error) {
	f, err := os.Open(name)
	if err != nil {
		var none T
		return none, err
	}
	defer f.Close()
	value, err := read(f)
	if err != nil {
		return value, fmt.Errorf("%s: %w", name, err)
	}
	return value, nil
}
