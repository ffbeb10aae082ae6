package review_test

func runWorker(string) int { return 0 }

func (d *desk) due() int {
	d.t.Helper()
	n, err := d.Due(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	return n
}
