package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/configs"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/suite"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
)

// A setup turns the configuration into the parts of the program. Its flags are
// those of every command.
type setup struct {
	file    string
	environ []string
}

// config loads the settings; cmd's flags override them.
func (s *setup) config(cmd *cobra.Command) (*configs.Config, error) {
	c, err := configs.Load(configs.Options{File: s.file, Env: s.environ, Flags: cmd.Flags()})
	if err != nil {
		return nil, usage(err)
	}
	return c, nil
}

// offline builds what judges articles outside the service.
func (s *setup) offline(cmd *cobra.Command) (*pipeline.Pipeline, error) {
	c, err := s.config(cmd)
	if err != nil {
		return nil, err
	}
	list, err := newFilterList(c)
	if err != nil {
		return nil, err
	}
	engine, err := newEngine(cmd.Context(), c.Policy, list)
	if err != nil {
		return nil, err
	}
	p := newPipeline(c, list, engine, nil)
	engine.Timeout *= offlinePatience
	p.Limits.Budget *= offlinePatience
	return p, nil
}

// offlinePatience stretches the limits of time where no CMS waits for the
// answer: a busy machine shall not hold an article. They stay, because markup
// can make the parser take memory as long as it has time.
const offlinePatience = 10

// newPipeline builds what judges articles. m may be nil.
func newPipeline(c *configs.Config, list []filters.Filter, engine *policy.Engine, m *metrics.Metrics) *pipeline.Pipeline {
	return &pipeline.Pipeline{
		Filters: list,
		Policy:  engine,
		Limits:  limits(c.Article),
		Timeout: c.Server.CheckTimeout,
		Metrics: m,
	}
}

func limits(a configs.Article) article.Limits {
	return article.Limits{
		Bytes:          int(a.MaxBytes),
		Nodes:          a.MaxNodes,
		AttributeBytes: int(a.MaxAttributeBytes),
		Budget:         a.ParseBudget,
		BudgetPerMiB:   a.ParseBudgetPerMiB,
	}
}

// newFilterList is the suite with the configured settings.
func newFilterList(c *configs.Config) ([]filters.Filter, error) {
	list := suite.Filters()
	err := filters.Configure(list, c.Filters)
	if err == nil {
		return list, nil
	}
	var problems []error
	for _, problem := range joined(err) {
		var setting *filters.SettingError
		if errors.As(problem, &setting) {
			where := c.Where(append([]string{"filters"}, setting.Path...)...)
			problem = fmt.Errorf("%s: filters.%w", where, problem)
		}
		problems = append(problems, problem)
	}
	return nil, usage(errors.Join(problems...))
}

// joined are the errors that errors.Join made err of.
func joined(err error) []error {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		return several.Unwrap()
	}
	return []error{err}
}
