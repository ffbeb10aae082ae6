package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/review"
)

// A replayOrder says what to judge again, and by what.
type replayOrder struct {
	candidate string
	site      string
	since     string
	json      bool
}

func newPolicyReplay(s *setup, std streams) *cobra.Command {
	var order replayOrder
	cmd := &cobra.Command{
		Use:   "replay --candidate FOLDER",
		Short: "Judge what the review desk keeps again, by another policy",
		Long: "Judge every article that the review desk keeps once more, by the policy in FOLDER, from\n" +
			"exactly what the policy was asked then, and list each whose verdict would be another,\n" +
			"under every rule that speaks differently of it. What could not be judged then had no\n" +
			"verdict that could flip, and is listed by itself. Nothing is changed.",
		Example: "  presscheck policy replay --candidate rules.new --since 7d --site example.org",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return replay(cmd, s, order, std.out)
		},
	}
	cmd.Flags().StringVar(&order.candidate, "candidate", "", "`FOLDER` of the policy to try; empty: the one that is configured")
	cmd.Flags().StringVar(&order.site, "site", "", "only articles of this `SITE`")
	cmd.Flags().StringVar(&order.since, "since", "", "only articles judged in this `TIME` until now, such as 12h or 7d")
	cmd.Flags().BoolVar(&order.json, "json", false, "print one JSON object for each flip, for each article not judged then (unjudged), and one of totals")
	return cmd
}

func replay(cmd *cobra.Command, s *setup, order replayOrder, out io.Writer) (err error) {
	c, err := s.config(cmd)
	if err != nil {
		return err
	}
	filter := review.Filter{Site: order.site}
	if filter.Since, err = ago(order.since); err != nil {
		return usage(fmt.Errorf("--since: %w", err))
	}
	if order.candidate != "" {
		c.Policy.Path = order.candidate
	}
	list, err := newFilterList(c)
	if err != nil {
		return err
	}
	engine, err := newEngine(cmd.Context(), c.Policy, list)
	if err != nil {
		return err
	}
	engine.Timeout *= offlinePatience
	db, err := needDatabase(cmd.Context(), c.Store, "nothing is kept that could be judged again")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	r, err := judgeAgain(cmd.Context(), newDesk(db, c.Store, nil), filter, engine)
	if err != nil {
		return err
	}
	if order.json {
		return r.printJSON(out)
	}
	return r.print(out)
}

// ago is the time that lies text before now; the zero time for the empty text.
// Besides what Go has, d is a day.
func ago(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if days, ok := strings.CutSuffix(text, "d"); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 0 {
			return time.Time{}, fmt.Errorf("%q is no number of days; write for example 7d", text)
		}
		return time.Now().AddDate(0, 0, -n), nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return time.Time{}, fmt.Errorf("%q is no time; write for example 12h or 7d", text)
	}
	return time.Now().Add(-d), nil
}

// A flip is an article that another policy judges otherwise.
type flip struct {
	Item       string        `json:"item"`
	Revision   int64         `json:"revision"`
	Site       string        `json:"site"`
	ExternalID string        `json:"external_id"`
	Then       policy.Action `json:"then"`
	Now        policy.Action `json:"now"`
	Rules      []string      `json:"rules"`    // that speak differently
	Unjudged   bool          `json:"unjudged"` // it could not be judged then: no flip
}

// A replayed is the outcome of a replay.
type replayed struct {
	Candidate  string `json:"candidate"` // revision of the policy
	Articles   int    `json:"articles"`  // that were judged again
	Flips      int    `json:"flips"`
	Unjudged   int    `json:"unjudged"`   // that could not be judged then, and now can
	Unanswered int    `json:"unanswered"` // that no policy could be asked about, then or now

	list []flip
}

func judgeAgain(ctx context.Context, desk *review.Store, filter review.Filter, engine *policy.Engine) (*replayed, error) {
	r := &replayed{Candidate: engine.Revision()}
	for stored, err := range desk.Replay(ctx, filter) {
		if err != nil {
			return nil, err
		}
		if stored.Input == nil {
			r.Unanswered++
			continue
		}
		verdict, err := engine.Evaluate(ctx, *stored.Input)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			r.Unanswered++
			continue
		}
		r.Articles++
		r.compare(stored, verdict)
	}
	return r, nil
}

// compare notes a verdict that is another now. What could not be judged then,
// for want of time or because of an error, had no verdict that could flip.
func (r *replayed) compare(stored review.Stored, now policy.Verdict) {
	then := stored.Report.Verdict
	unjudged := slices.ContainsFunc(then.Reasons, func(reason policy.Reason) bool { return reason.Rule == policy.CouldNotJudge })
	switch {
	case unjudged:
		r.Unjudged++
	case then.Action != now.Action:
		r.Flips++
	default:
		return
	}
	r.list = append(r.list, flip{
		Item: stored.Item, Revision: stored.Number, Site: stored.Submission.Site, ExternalID: stored.Submission.ExternalID,
		Then: then.Action, Now: now.Action, Rules: differing(then, now), Unjudged: unjudged,
	})
}

func (r *replayed) printJSON(out io.Writer) error {
	all := []any{}
	for _, f := range r.list {
		all = append(all, f)
	}
	for _, one := range append(all, r) {
		line, err := json.Marshal(one, json.Deterministic(true))
		if err == nil {
			_, err = fmt.Fprintf(out, "%s\n", line)
		}
		if err != nil {
			return fmt.Errorf("print: %w", err)
		}
	}
	return nil
}
