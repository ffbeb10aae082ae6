package review

import "context"

// Due counts the deliveries that are due, now or later.
func (s *Store) Due(ctx context.Context) (n int, err error) {
	return n, s.db.Read.QueryRowContext(ctx, "SELECT COUNT(*) FROM outbox WHERE state IN ('due', 'sending')").Scan(&n)
}
